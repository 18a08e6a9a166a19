/**
 * A link that opens WhatsApp with a number (E.164) and a text filled in; nothing is sent before the person presses
 * send there. Signs that are half of a pair only would end the encoding: they go.
 */
export function whatsAppLink(phone: string, text: string): string {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '');
  return `https://wa.me/${phone.replaceAll(/\D/g, '')}?text=${encodeURIComponent(whole)}`;
}

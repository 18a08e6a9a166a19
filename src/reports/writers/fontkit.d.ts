declare module 'fontkit' {
  /** A font that has been read; what of its tables is needed is decoded once, and kept. */
  export interface Font {
    layout(text: string): unknown;
  }
  export function create(file: Uint8Array): Font;
}

declare namespace PDFKit.Mixins {
  interface PDFFont {
    /** Takes a font that has been read as well, and reads nothing of it again. */
    registerFont(name: string, font: import('fontkit').Font): this;
  }
}

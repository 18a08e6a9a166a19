declare namespace PDFKit.Mixins {
  /** A font that has been read; what of its tables is needed is decoded once, and kept. */
  interface ReadFont {
    layout(text: string): unknown;
  }
  interface PDFFont {
    /** Takes a font that has been read as well, and reads nothing of it again. */
    registerFont(name: string, font: ReadFont): this;
  }
}

declare module 'fontkit' {
  export function create(file: Uint8Array): PDFKit.Mixins.ReadFont;
}

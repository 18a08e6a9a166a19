import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

const inter = (name: string): string => resolve(`@expo-google-fonts/inter/${name}.ttf`);

/** Font files of the weights that pictures and papers use; no font of the machine is ever looked at. */
export const fontFiles = {
  regular: inter('400Regular/Inter_400Regular'),
  semibold: inter('600SemiBold/Inter_600SemiBold'),
  bold: inter('700Bold/Inter_700Bold'),
} as const;

import type { Screen } from '../screen.ts';
import { today } from './today.tsx';

/** The screens of the desk, in the order of the sections. */
export const screens: readonly Screen[] = [today];

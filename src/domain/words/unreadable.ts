/**
 * Stands where a sealed value cannot be read (a damaged row). Texts and files say so in words where it is shown; it
 * takes part in nothing else. A noncharacter: nobody can type it.
 */
export const UNREADABLE = '\uFDD0';

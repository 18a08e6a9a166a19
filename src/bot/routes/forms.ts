import { id, matching, route } from './route.ts';

const base36 = matching('[0-9a-z]{1,7}');

/** The question of a form: draft and revision in base 36, and the code of what is chosen. */
export const formRoute = route('f').and(base36).and(base36).and(matching('[A-Za-z0-9.:-]{1,40}'));
/** A draft that is gone on with. */
export const resumeRoute = route('resume').and(id);

/** The folder of the project: what is no module is found from here, by src/ and by the bundle in dist/ alike. */
export const PROJECT = new URL('..', import.meta.url);

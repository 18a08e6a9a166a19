/** Questions about a person and a business, asked by several conversations. */
export * from './business.ts';
export * from './context.ts';
export * from './person.ts';
export * from './place.ts';
export * from './sales.ts';
export * from './workers.ts';

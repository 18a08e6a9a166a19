import type { PGlite } from '@electric-sql/pglite';

/**
 * The SQL that leads from what the migrations make to what schema.prisma says; '' when they agree. `pglite` is an
 * embedded database without tables, in which the migrations are tried; a new one when left out.
 */
export function pendingChanges(pglite?: PGlite): Promise<string>;

/** The SQL that leads from what the migrations make to what schema.prisma says; '' when they agree. */
export function pendingChanges(): Promise<string>;

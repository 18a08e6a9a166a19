import supply from '../../prisma/programmes/sig-supply.json' with { type: 'json' };

/** The version in which the example of a partnership is shipped; rows of tests are made by it. */
export const SUPPLY_VERSION: number = supply.version;

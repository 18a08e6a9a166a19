/** What stands in one kecamatan. */
export interface AreaFigures {
  /** Code of Kepmendagri; empty where it is not known. */
  readonly kecamatan: string;
  /** Registered businesses that are running, and how many of them women own. */
  readonly registered: number;
  readonly registeredWomen: number;
  /** Businesses in a partnership, how many of them women own, and how many have their first one. */
  readonly partners: number;
  readonly women: number;
  readonly firstTime: number;
  /** What partners bought there in the period, whole rupiah. */
  readonly bought: number;
}

/** Which kecamatan are the centre and which lie on an island; from the file of areas. */
export interface Geography {
  readonly centre: readonly string[];
  readonly islands: readonly string[];
}

/** A share of the partners beside the same share of all that are registered; undefined where there is nobody. */
export interface Share {
  readonly partners: number | undefined;
  readonly registered: number | undefined;
}

/** *Pemerataan*. */
export interface AreaSpread {
  readonly areas: readonly {
    readonly kecamatan: string;
    readonly registered: number;
    readonly partners: number;
    /** Per 1,000 registered businesses; undefined where none is registered. */
    readonly partnersPerThousand: number | undefined;
    readonly boughtPerThousand: number | undefined;
  }[];
  readonly bought: number;
  readonly partners: number;
  readonly registered: number;
  /** Kecamatan with at least one partner. */
  readonly reached: number;
  /** Share of the partners in the three kecamatan that have most. */
  readonly topThree: number | undefined;
  readonly outsideCentre: Share;
  readonly islands: Share;
  readonly women: Share;
  /** Share of the partners who are in their first partnership. */
  readonly firstTime: number | undefined;
}

/** How evenly partnerships lie over the area. */
export function areaSpread(areas: readonly AreaFigures[], { centre, islands }: Geography): AreaSpread {
  const sum = (of: (it: AreaFigures) => number, among = areas): number =>
    among.reduce((total, it) => total + of(it), 0);
  const partners = sum((it) => it.partners);
  const registered = sum((it) => it.registered);
  const share = (part: number, all: number): number | undefined => (all === 0 ? undefined : part / all);
  const shareOf = (within: (code: string) => boolean): Share => {
    const among = areas.filter(({ kecamatan }) => within(kecamatan));
    return {
      partners: share(
        sum((it) => it.partners, among),
        partners,
      ),
      registered: share(
        sum((it) => it.registered, among),
        registered,
      ),
    };
  };
  const most = areas.map((it) => it.partners).toSorted((a, b) => b - a);
  return {
    areas: areas.map((it) => ({
      kecamatan: it.kecamatan,
      registered: it.registered,
      partners: it.partners,
      partnersPerThousand: share(1_000 * it.partners, it.registered),
      boughtPerThousand: share(1_000 * it.bought, it.registered),
    })),
    bought: sum((it) => it.bought),
    partners,
    registered,
    reached: areas.filter((it) => it.partners > 0).length,
    topThree: share(
      most.slice(0, 3).reduce((total, count) => total + count, 0),
      partners,
    ),
    outsideCentre: shareOf((code) => code !== '' && !centre.includes(code)),
    islands: shareOf((code) => islands.includes(code)),
    women: {
      partners: share(
        sum((it) => it.women),
        partners,
      ),
      registered: share(
        sum((it) => it.registeredWomen),
        registered,
      ),
    },
    firstTime: share(
      sum((it) => it.firstTime),
      partners,
    ),
  };
}

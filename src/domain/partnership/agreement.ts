/** The agreement between an owner and a company: what its text must hold, and how it comes into force. */

/** What it must hold (UU 20/2008 art. 34, PP 7/2021 art. 117). */
const mustHold = [
  'parties',
  'activity',
  'duties',
  'development',
  'duration',
  'payment',
  'disputes',
  'indonesian',
] as const;
/** What must not stand in it (UU 20/2008 art. 35): ticked when it was looked for and is not there. */
const mustNotHold = ['owning', 'controlling'] as const;

export const checklist = [...mustHold, ...mustNotHold] as const;

export const isComplete = (checked: readonly string[]): boolean =>
  checklist.every((item) => checked.includes(item));

/** For so many working days at least the owner has the text before saying yes. */
export const READING_DAYS = 3;

/** Who says or wants something in a partnership. */
export const sides = ['owner', 'partner', 'office'] as const;
export type Side = (typeof sides)[number];

/** What one side cannot change alone. */
export const oneSidedThings = ['price', 'deductions', 'conditions'] as const;
export type OneSided = (typeof oneSidedThings)[number];

/** dropped: the office took it back, or a later text took its place before both had agreed. */
export const versionStatuses = ['draft', 'offered', 'agreed', 'declined', 'dropped'] as const;
export type VersionStatus = (typeof versionStatuses)[number];

/** How far one text of an agreement has come. Days are YYYY-MM-DD. */
export interface VersionState {
  readonly status: VersionStatus;
  readonly checked: readonly string[];
  /** Targets stand in it, or why there are none. */
  readonly targets: boolean;
  /** The first day on which the owner can say yes; undefined before it was offered. */
  readonly signFrom: string | undefined;
  readonly ownerYes: boolean;
  readonly partnerYes: boolean;
}

export type VersionAct =
  | { readonly do: 'check'; readonly items: readonly string[] }
  | { readonly do: 'offer'; readonly signFrom: string }
  | { readonly do: 'owner-yes'; readonly on: string }
  | { readonly do: 'owner-no' }
  | { readonly do: 'partner-yes' }
  /** Both have signed it on paper on this day. */
  | { readonly do: 'signed'; readonly on: string; readonly signFrom: string }
  | { readonly do: 'drop' };

/** What somebody of the office does with a text; the yes is the partner's, and signed is what both have on paper. */
export const officePresses = ['offer', 'partner-yes', 'signed', 'drop'] as const;
export type OfficePress = (typeof officePresses)[number];

/**
 * not-now: nothing of the kind can follow, it was done before or the text is past that; unchecked: the checklist is not
 * complete; no-targets: it says neither what is aimed at nor why nothing is; too-early: the owner has not had the text for long enough.
 */
export const refusals = ['not-now', 'unchecked', 'no-targets', 'too-early'] as const;
type Refusal = (typeof refusals)[number];

type Acted =
  | { readonly kind: 'done'; readonly state: VersionState }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** What an act makes of a text. It is in force only when both sides have said yes to the same one. */
export function afterAct(state: VersionState, act: VersionAct): Acted {
  const open = state.status === 'draft' || state.status === 'offered';
  switch (act.do) {
    case 'check':
      return state.status === 'draft'
        ? done({ ...state, checked: checklist.filter((item) => act.items.includes(item)) })
        : refused('not-now');
    case 'offer':
      if (state.status !== 'draft') return refused('not-now');
      if (!state.targets) return refused('no-targets');
      return isComplete(state.checked)
        ? done({ ...state, status: 'offered', signFrom: act.signFrom })
        : refused('unchecked');
    case 'owner-yes':
      if (state.status !== 'offered' || state.signFrom === undefined || state.ownerYes)
        return refused('not-now');
      return act.on < state.signFrom ? refused('too-early') : agreed({ ...state, ownerYes: true });
    case 'partner-yes':
      return state.status === 'offered' && !state.partnerYes
        ? agreed({ ...state, partnerYes: true })
        : refused('not-now');
    case 'signed':
      if (!open || state.ownerYes) return refused('not-now');
      if (!isComplete(state.checked)) return refused('unchecked');
      if (!state.targets) return refused('no-targets');
      return act.on < act.signFrom
        ? refused('too-early')
        : agreed({ ...state, signFrom: act.signFrom, ownerYes: true, partnerYes: true });
    case 'owner-no':
      return state.status === 'offered' && !state.ownerYes
        ? done({ ...state, status: 'declined' })
        : refused('not-now');
    case 'drop':
      return open ? done({ ...state, status: 'dropped' }) : refused('not-now');
  }
}

const done = (state: VersionState): Acted => ({ kind: 'done', state });
const refused = (why: Refusal): Acted => ({ kind: 'refused', why });
const agreed = (state: VersionState): Acted =>
  done(state.ownerYes && state.partnerYes ? { ...state, status: 'agreed' } : state);

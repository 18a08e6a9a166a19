/** Forms in which a helper writes about other people: their drafts stand in the helper's chat, and are not the helper's. */
export const assistForms = [
  'helper-register',
  'helper-report',
  'helper-check',
  'helper-group',
  'helper-along',
] as const;

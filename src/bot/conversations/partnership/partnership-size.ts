import { classCriteria } from '../../../domain/people/business-class.ts';
import { line, named, type Line, type Param, type TextKey } from '../../../i18n.ts';
import { className } from '../../../reports/criteria-lines.ts';
import type { Checked, ShownSize } from '../../../services/partnership/applications/checks.ts';
import { when } from './partnership-text.ts';

/** The class by PP 7/2021 art. 35, in one sentence. */
export function sizeLine({ businessName, size }: Checked): Line {
  const business: Param = {
    line: businessName === undefined ? line('partnership.unnamed') : named(businessName),
  };
  if (size.class === undefined) return line('partnership.size.none', { business });
  return line(size.estimated ? 'partnership.size.estimated' : 'partnership.size.sure', {
    business,
    class: { line: className(size.class) },
  });
}

/** The figure that the class comes from, its limit and its law; both figures when they disagree. */
export function sizeBasis({ size }: Checked): readonly Line[] {
  if (size.class === undefined) return [];
  const { byCapital, bySales } = size;
  const deciding = byCapital ?? bySales;
  return [
    ...(byCapital === undefined
      ? salesLines(size)
      : [line('partnership.size.capital', { amount: { rupiah: byCapital.amount } })]),
    ...(size.disagree && byCapital !== undefined && bySales !== undefined
      ? [
          line('partnership.size.sales', { amount: { rupiah: bySales.amount } }),
          line('partnership.size.disagree', {
            capital: { line: className(byCapital.class) },
            sales: { line: className(bySales.class) },
          }),
        ]
      : []),
    ...limitLine(size),
    ...when(size.atLeast, line('partnership.size.atLeast')),
    ...(deciding === undefined
      ? []
      : [line('partnership.size.source', { law: size.law, article: deciding.article })]),
  ];
}

function salesLines({ sales, bySales }: ShownSize): readonly Line[] {
  const year: Param = { rupiah: bySales?.amount ?? 0 };
  switch (sales.basis) {
    case 'twelve-months':
      return [line('partnership.size.twelve', { amount: year })];
    case 'usual-month':
      return [line('partnership.size.usual', { amount: year })];
    case 'partial': {
      const soFar = line('partnership.size.partial', {
        months: sales.months,
        amount: { rupiah: sales.amount ?? 0 },
      });
      return sales.amount === bySales?.amount
        ? [soFar]
        : [soFar, line('partnership.size.partialUsual', { amount: year })];
    }
    case 'none':
      return [];
  }
}

/** The threshold of the class, so that the owner can see why. */
function limitLine(size: ShownSize): readonly Line[] {
  const criteria = classCriteria.find((it) => it.law === size.law);
  if (criteria === undefined || size.class === undefined || size.basis === 'none') return [];
  const tops = criteria[size.basis];
  if (size.class === 'large') return [line('partnership.size.over', { limit: { rupiah: tops.medium } })];
  const key: TextKey =
    size.basis === 'sales' ? 'partnership.size.limitSales' : 'partnership.size.limitCapital';
  return [line(key, { class: { line: className(size.class) }, limit: { rupiah: tops[size.class] } })];
}

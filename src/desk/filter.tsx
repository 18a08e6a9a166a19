import type { html } from 'hono/html';
import type { At } from './screen.ts';

type Html = ReturnType<typeof html>;

/** Values of a field of a filter with their words. */
export type Options = readonly (readonly [string, string])[];

/** The kecamatan where a member works. */
export const places = ({ services, member }: Pick<At, 'services' | 'member'>): Options =>
  services.office.areas.kecamatan
    .filter(({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
    .map(({ code, name }) => [code, name]);

interface ChoiceProps {
  readonly at: At;
  readonly name: string;
  readonly label: string;
  readonly options: Options;
  /** What none of them means; undefined where one always holds. */
  readonly none?: string | undefined;
}

/** A field of a filter with the value that the address holds. */
export function Choice({ at, name, label, options, none }: ChoiceProps): Html {
  const chosen = at.url.searchParams.get(name) ?? '';
  return (
    <label>
      {label}
      <br />
      <select name={name}>
        {none === undefined ? undefined : <option value="">{none}</option>}
        {options.map(([value, said]) => (
          <option value={value} selected={value === chosen}>
            {said}
          </option>
        ))}
      </select>
    </label>
  );
}

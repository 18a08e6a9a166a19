import type { Child } from 'hono/jsx';
import { scopeName } from '../reports/result-lines.ts';
import type { At } from './screen.ts';

interface ScopesProps {
  readonly at: At;
  readonly scopes: readonly string[];
  readonly chosen: string | undefined;
}

/** For what results were stored, as far as the member may see them. */
export function Scopes({ at, scopes, chosen }: ScopesProps): Child {
  if (scopes.length < 2) return <></>;
  return (
    <form method="get" class="filter">
      <label>
        {at.text('desk.results.scope')}
        <br />
        <select name="lingkup">
          {scopes.map((scope) => (
            <option value={scope} selected={scope === chosen}>
              {at.say(scopeName(at.services, scope))}
            </option>
          ))}
        </select>
      </label>
      <button>{at.text('desk.filter.use')}</button>
    </form>
  );
}

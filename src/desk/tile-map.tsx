import type { html } from 'hono/html';
import type { Kecamatan } from '../domain/people/area.ts';

type Html = ReturnType<typeof html>;

/** What stands in a kecamatan. */
export interface TileFigure {
  /** As it is read. */
  readonly said: string;
  /** What the shade is taken from; undefined: no shade, since it is hidden or nothing is there. */
  readonly shade: number | undefined;
}

interface TileMapProps {
  readonly label: string;
  readonly kecamatan: readonly Kecamatan[];
  /** Codes of those that lie on another island than most. */
  readonly islands: readonly string[];
  readonly figures: ReadonlyMap<string, TileFigure>;
}

/** Pixels of a square, and of the gap around it. */
const SIDE = 96;
const GAP = 6;
const SHADES = 4;
const CELL = SIDE + GAP;

/**
 * One square for each kecamatan in its rough place, all of one size, so that small crowded ones are as legible as wide
 * ones. Islands stand apart in a frame. Nothing is drawn where the file of areas has no layout.
 */
export function TileMap({ label, kecamatan, islands, figures }: TileMapProps): Html {
  const placed = kecamatan.flatMap((it) => (it.tile === undefined ? [] : [{ ...it, tile: it.tile }]));
  const most = Math.max(...[...figures.values()].map(({ shade }) => shade ?? 0), 0);
  const width = Math.max(...placed.map(({ tile: [column] }) => column + 1), 0) * CELL + GAP;
  const height = Math.max(...placed.map(({ tile: [, row] }) => row + 1), 0) * CELL + GAP;
  const apart = [...new Set(placed.filter(({ code }) => islands.includes(code)).map((it) => it.island))];
  return placed.length === 0 ? (
    <></>
  ) : (
    <svg class="map" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`}>
      {apart.map((island) => {
        const own = placed.filter((it) => it.island === island);
        const columns = own.map(({ tile: [column] }) => column);
        const rows = own.map(({ tile: [, row] }) => row);
        return (
          <rect
            class="inset"
            x={String(Math.min(...columns) * CELL + GAP / 2)}
            y={String(Math.min(...rows) * CELL + GAP / 2)}
            width={String((Math.max(...columns) - Math.min(...columns) + 1) * CELL)}
            height={String((Math.max(...rows) - Math.min(...rows) + 1) * CELL)}
          />
        );
      })}
      {placed.map((it) => (
        <Tile it={it} figure={figures.get(it.code)} most={most} />
      ))}
    </svg>
  );
}

interface TileProps {
  readonly it: Kecamatan & { readonly tile: readonly [number, number] };
  readonly figure: TileFigure | undefined;
  readonly most: number;
}

function Tile({ it, figure, most }: TileProps): Html {
  const [column, row] = it.tile;
  const [x, y] = [column * CELL + GAP, row * CELL + GAP];
  const shade = figure?.shade ?? 0;
  const step = most === 0 || shade === 0 ? 0 : Math.ceil((shade / most) * SHADES);
  const lines = nameLines(it);
  const middle = String(x + SIDE / 2);
  return (
    <g class={`tile tile-${step}`}>
      <rect x={String(x)} y={String(y)} width={String(SIDE)} height={String(SIDE)} rx="8" />
      {lines.map((text, at) => (
        <text x={middle} y={String(y + 24 + at * 18)} text-anchor="middle" font-size="15">
          {text}
        </text>
      ))}
      <text x={middle} y={String(y + SIDE - 14)} text-anchor="middle" font-size="22" font-weight="700">
        {figure?.said ?? '–'}
      </text>
    </g>
  );
}

/** A long name in two lines, where another spelling of it has two words. */
function nameLines({ name, alias }: Kecamatan): readonly string[] {
  const apart = alias.find(
    (it) => it.includes(' ') && it.replaceAll(' ', '').toLowerCase() === name.toLowerCase(),
  );
  return apart?.split(' ') ?? [name];
}

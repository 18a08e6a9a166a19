/** A picture over a sheet, and what leads from the sheet to it (ECMA-376 part 1, 20.5). */
import { HEAD, OFFICE, RELATIONS } from './xml-names.ts';

export const DRAWING_TYPE = 'application/vnd.openxmlformats-officedocument.drawing+xml';
const PLACES = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const SHAPES = 'http://schemas.openxmlformats.org/drawingml/2006/main';
/** English metric units of a pixel. */
const EMU = 9_525;

/** A picture that lies over a sheet. */
export interface Picture {
  readonly png: Buffer;
  /** Of the cell under its upper left corner, both from 0. */
  readonly column: number;
  readonly row: number;
  /** Pixels on the screen. */
  readonly width: number;
  readonly height: number;
}

/** A picture over the sheet of this number, and what leads from the sheet to it. */
export function pictureParts(number: number, it: Picture): readonly (readonly [string, string | Buffer])[] {
  const size = `cx="${Math.round(it.width * EMU)}" cy="${Math.round(it.height * EMU)}"`;
  const related = (type: string, target: string): string =>
    `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
  return [
    [`xl/worksheets/_rels/sheet${number}.xml.rels`, related('drawing', `../drawings/drawing${number}.xml`)],
    [
      drawingPath(number),
      `${HEAD}<xdr:wsDr xmlns:xdr="${PLACES}" xmlns:a="${SHAPES}" xmlns:r="${OFFICE}"><xdr:oneCellAnchor><xdr:from><xdr:col>${it.column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${it.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext ${size}/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="Picture 1"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>`,
    ],
    [`xl/drawings/_rels/drawing${number}.xml.rels`, related('image', `../media/image${number}.png`)],
    [`xl/media/image${number}.png`, it.png],
  ];
}

/** Path of what lies over the sheet of this number. */
export function drawingPath(number: number): string {
  return `xl/drawings/drawing${number}.xml`;
}

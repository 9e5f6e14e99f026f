/** Colours and patterns of the charts: told apart without colour, too. Colours are the page's tokens, read when a chart is drawn. */
export interface Look {
  readonly series: readonly string[];
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly level: string;
}

const seriesCount = 6;

export function lookOf(element: HTMLElement): Look {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: seriesCount }, (_, at) => token(`--chart-${at + 1}`)),
    surface: token("--chart-surface"),
    text: token("--chart-text"),
    quiet: token("--chart-quiet"),
    grid: token("--chart-grid"),
    level: token("--chart-level"),
  };
}

const tile = 8;
type Stroke = (on: CanvasRenderingContext2D) => void;
const line = (from: readonly [number, number], to: readonly [number, number]): Stroke => (on) => {
  on.moveTo(...from);
  on.lineTo(...to);
};
/** Plain, rising, dots, falling, level, crossed. */
const strokes: readonly (readonly Stroke[])[] = [
  [],
  [line([0, 8], [8, 0]), line([-2, 2], [2, -2]), line([6, 10], [10, 6])],
  [(on) => on.arc(4, 4, 1.4, 0, 7)],
  [line([0, 0], [8, 8]), line([-2, 6], [2, 10]), line([6, -2], [10, 2])],
  [line([0, 4], [8, 4])],
  [line([0, 4], [8, 4]), line([4, 0], [4, 8])],
];

/** The fill of the series at a place: its colour under a pattern of its own. */
export function fillOf(look: Look, at: number): CanvasPattern | string {
  const color = look.series[at % seriesCount] ?? look.text;
  const drawn = strokes[at % strokes.length] ?? [];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = tile;
  const on = canvas.getContext("2d");
  if (drawn.length === 0 || on === null) return color;
  on.fillStyle = color;
  on.fillRect(0, 0, tile, tile);
  on.strokeStyle = look.surface;
  on.lineWidth = 1.3;
  for (const stroke of drawn) {
    on.beginPath();
    stroke(on);
    on.stroke();
  }
  return on.createPattern(canvas, "repeat") ?? color;
}

export const colorOf = (look: Look, at: number): string => look.series[at % seriesCount] ?? look.text;
export const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4]];
export const marks = ["circle", "rectRot", "triangle", "rect", "star", "crossRot"] as const;

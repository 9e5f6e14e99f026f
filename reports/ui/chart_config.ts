import type { Words } from "@shell/words";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
  type Plugin,
} from "chart.js";
import { colorOf, dashes, fillOf, marks, type Look } from "./chart_look";
import { tickText, type ChartModel } from "./chart_model";
import { shortDay } from "./values";

Chart.register(BarController, BarElement, CategoryScale, Filler, Legend, LinearScale, LineController, LineElement, PointElement, ScatterController, Tooltip);

export type Drawn = ChartConfiguration<"bar" | "line" | "scatter">;

/** Levels across the chart, each with its name and value beside it: no legend to look up. */
function levels(model: ChartModel, look: Look, font: string): Plugin<"bar" | "line" | "scatter"> {
  return {
    id: "levels",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea: area } = chart;
      const scale = chart.scales["y"];
      if (scale === undefined) return;
      ctx.save();
      ctx.font = `600 11px ${font}`;
      let before = Number.POSITIVE_INFINITY;
      const rising = [...model.lines].sort((a, b) => a.y - b.y);
      for (const line of rising) {
        const y = scale.getPixelForValue(line.y);
        ctx.strokeStyle = look.level;
        ctx.lineWidth = 1.5;
        ctx.setLineDash([6, 4]);
        ctx.beginPath();
        ctx.moveTo(area.left, y);
        ctx.lineTo(area.right, y);
        ctx.stroke();
        // Levels close to one another: each label above the one before.
        const at = Math.min(y - 4, before - 14);
        before = at;
        const label = `${line.name} · ${line.said}`;
        const width = ctx.measureText(label).width;
        ctx.fillStyle = look.surface;
        ctx.globalAlpha = 0.85;
        ctx.fillRect(area.right - width - 8, at - 10, width + 8, 14);
        ctx.globalAlpha = 1;
        ctx.fillStyle = look.level;
        ctx.textAlign = "right";
        ctx.fillText(label, area.right - 4, at);
      }
      ctx.restore();
    },
  };
}

function datasets(model: ChartModel, look: Look): ChartDataset<"bar" | "line" | "scatter", ({ x: number; y: number } | number | null)[]>[] {
  const few = (model.series[0]?.points.length ?? 0) <= 40;
  return model.series.map((series, at) => {
    const color = colorOf(look, at);
    const values = series.points.map((point) => point.y);
    switch (model.kind) {
      case "bars":
        return { type: "bar", label: series.name, data: values, backgroundColor: fillOf(look, at), borderColor: color, borderWidth: 1, borderRadius: 3, maxBarThickness: 44 };
      case "line":
        return { type: "line", label: series.name, data: values, borderColor: color, backgroundColor: color, borderDash: [...(dashes[at % dashes.length] ?? [])], borderWidth: 2, pointStyle: marks[at % marks.length] ?? "circle", pointRadius: few ? 3.5 : 0 };
      case "stacked_area":
        return { type: "line", label: series.name, data: values, borderColor: color, backgroundColor: fillOf(look, at), borderWidth: 1.5, fill: at === 0 ? "origin" : "-1", pointRadius: 0, pointHitRadius: 6, pointStyle: "rect" };
      case "scatter":
        return {
          type: "scatter",
          label: series.name,
          data: series.points.flatMap((point) => (point.y === null ? [] : [{ x: point.x, y: point.y }])),
          borderColor: color,
          backgroundColor: `${color}99`,
          pointStyle: marks[at % marks.length] ?? "circle",
          pointRadius: 4,
        };
    }
  });
}

/** Half a place before the first and after the last. */
function room(model: ChartModel): { min: number; max: number } {
  if (model.labels.length > 0) return { min: -0.5, max: model.labels.length - 0.5 };
  const places = model.series.flatMap((series) => series.points.map((point) => point.x));
  const first = places.reduce((least, place) => Math.min(least, place), Number.POSITIVE_INFINITY);
  const last = places.reduce((most, place) => Math.max(most, place), Number.NEGATIVE_INFINITY);
  return first > last ? { min: 0, max: 1 } : { min: Math.floor(first) - 0.5, max: Math.ceil(last) + 0.5 };
}

export interface Manner {
  readonly look: Look;
  readonly font: string;
  /** No movement: it was asked for, or the page is printed. */
  readonly still: boolean;
}

/** What Chart.js draws. The table behind the chart says the same in words. */
export function configOf(model: ChartModel, manner: Manner, words: Words): Drawn {
  const { look, font } = manner;
  const numeric = model.kind === "scatter";
  const named = numeric && model.labels.length > 0;
  const top = model.lines.reduce((most, line) => Math.max(most, line.y), 0);
  return {
    type: model.kind === "bars" ? "bar" : model.kind === "scatter" ? "scatter" : "line",
    data: { ...(numeric ? {} : { labels: [...model.ticks] }), datasets: datasets(model, look) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: manner.still ? false : { duration: 250 },
      interaction: numeric ? { mode: "nearest", intersect: true } : { mode: "index", intersect: false },
      font: { family: font },
      color: look.text,
      scales: {
        x: {
          type: numeric ? "linear" : "category",
          grid: { display: false },
          border: { color: look.grid },
          ...(numeric ? room(model) : {}),
          ticks: {
            color: look.quiet,
            autoSkip: true,
            // Days may be left out between their neighbours, people not while there is room.
            autoSkipPadding: model.kind === "bars" ? 2 : 12,
            maxRotation: model.kind === "bars" ? 60 : 40,
            ...(named ? { stepSize: 1 } : {}),
            ...(numeric
              ? { callback: (value: string | number) => (named ? (model.ticks[Number(value)] ?? "") : Number.isInteger(Number(value)) ? shortDay(Number(value), words) : "") }
              : {}),
          },
        },
        y: {
          type: "linear",
          beginAtZero: true,
          stacked: model.kind === "stacked_area",
          suggestedMax: top * 1.1,
          grid: { color: look.grid },
          border: { display: false },
          ticks: { color: look.quiet, maxTicksLimit: 7, precision: model.unit === "count" ? 0 : undefined, callback: (value: string | number) => tickText(Number(value), model.unit, words) },
        },
      },
      plugins: {
        legend: { display: model.series.length > 1, position: "bottom", reverse: model.kind === "stacked_area", labels: { color: look.text, usePointStyle: model.kind === "line" || model.kind === "scatter", boxWidth: 22, boxHeight: 12, font: { family: font, size: 12 } } },
        tooltip: {
          callbacks: {
            title: (items) => (numeric ? "" : (model.labels[items[0]?.dataIndex ?? 0] ?? "")),
            label: (item) => saidOf(model, item.datasetIndex, item.dataIndex),
          },
        },
      },
    },
    plugins: [levels(model, look, font)],
  } as Drawn;
}

function saidOf(model: ChartModel, at: number, index: number): string {
  const series = model.series[at];
  if (series === undefined) return "";
  const points = model.kind === "scatter" ? series.points.filter((point) => point.y !== null) : series.points;
  const said = points[index]?.said ?? "";
  return model.kind === "scatter" ? said : `${series.name}: ${said.slice(said.lastIndexOf(": ") + 2)}`;
}

export { Chart };

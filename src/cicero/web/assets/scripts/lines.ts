// Lines or bars together in one grid: accounts beside each other, a post within its usual band.
import type { Chart, Line, Look } from "./charts";
import { axisNumbers, bars, stroke } from "./strokes";
import { tooltip } from "./tooltip";

const LEFT = 52;
const WIDEST_BAR = 28;

export function together(data: Chart, shown: Set<string>, look: Look) {
  const { colour } = look;
  const lines = data.lines.filter((line) => shown.has(line.name));
  const label = { color: colour("ink-2"), hideOverlap: true, margin: 8 };
  return {
    animation: false,
    textStyle: { fontFamily: look.font, fontSize: 12 },
    grid: { top: 12, bottom: 28, left: LEFT, right: 12 },
    axisPointer: { lineStyle: { color: colour("ink-3"), type: "solid" } },
    tooltip: tooltip(data, lines),
    xAxis: {
      type: "category",
      data: data.buckets,
      boundaryGap: data.kind === "bars",
      axisLine: { lineStyle: { color: colour("rule-strong") } },
      axisTick: { show: false },
      axisLabel: label,
    },
    yAxis: {
      type: "value",
      min: data.kind === "bars" ? 0 : fromZero(lines),
      splitNumber: 4,
      splitLine: { lineStyle: { color: colour("grid") } },
      axisLabel: { color: colour("ink-2"), formatter: axisNumbers(data) },
    },
    series: drawn(data, lines, colour),
  };
}

// A line that moves within a few per cent of its size would be flat from zero: it may start higher.
function fromZero(lines: Line[]): number | "dataMin" {
  const known = lines.flatMap((line) => line.values).filter((value) => value !== null);
  return Math.min(...known) > 0.8 * Math.max(...known) ? "dataMin" : 0;
}

function drawn(data: Chart, lines: Line[], colour: Look["colour"]): object[] {
  if (data.kind === "bars") return lines.map((line) => bars({}, line.values, colour(line.colour), WIDEST_BAR));
  if (data.kind === "band" && lines.length === data.lines.length) return band(lines, colour);
  return lines.flatMap((line) => {
    const pen = { color: colour(line.colour), width: line.bold ? 3 : 1.75 };
    const now = stroke({ silent: true }, line.values, pen, line.bold ? 4 : 3);
    if (!line.before.length) return [now];
    return [stroke({ silent: true }, line.before, { ...pen, width: 1.25, type: [4, 3] }, 2), now];
  });
}

// Low and high are a filled area between them: the height of the one is stacked upon the other.
function band([low, high, line]: Line[], colour: Look["colour"]): object[] {
  const height = high.values.map((value, at) => {
    const least = low.values[at];
    return value == null || least == null ? null : value - least;
  });
  const bare = { type: "line", stack: "band", silent: true, symbol: "none", lineStyle: { width: 0 } };
  return [
    { ...bare, data: low.values },
    { ...bare, data: height, areaStyle: { color: colour(high.colour), opacity: 0.22 } },
    stroke({ silent: true }, line.values, { color: colour(line.colour), width: 2.5 }, 4),
  ];
}

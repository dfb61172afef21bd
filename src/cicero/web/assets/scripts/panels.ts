// One panel per line over one time axis, each from zero, so that comments can be read beside a thousand
// times as many likes. Lines break where a day is not known.
import type { Chart, Line, Look } from "./charts";
import { axisNumbers, bars, stroke } from "./strokes";
import { tooltip } from "./tooltip";

const GAP = 36;
const TOP = 24;
const BOTTOM = 24;
const STRIP = 34;
const LEFT = 52;

export function panels(data: Chart, shown: Set<string>, look: Look) {
  const { colour } = look;
  const lines = data.lines.filter((line) => shown.has(line.name));
  const all = data.strip ? [...lines, data.strip] : lines;
  const last = all.length - 1;
  const isStrip = (index: number) => data.strip !== null && index === last;
  return {
    animation: false,
    textStyle: { fontFamily: look.font, fontSize: 12 },
    grid: layout(all.length, data.strip !== null, look.height),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colour("ink-3"), type: "solid" } },
    tooltip: tooltip(data, all),
    xAxis: all.map((_, index) => ({
      type: "category",
      gridIndex: index,
      data: data.buckets,
      axisLine: { lineStyle: { color: colour("rule-strong") } },
      axisTick: { show: false },
      axisLabel: { show: index === last, color: colour("ink-2"), hideOverlap: true, margin: 8 },
    })),
    yAxis: all.map((line, index) => ({
      type: "value",
      gridIndex: index,
      min: 0,
      minInterval: 1,
      splitNumber: isStrip(index) ? 1 : index === 0 ? 3 : 2,
      name: line.label,
      nameGap: 11,
      nameTextStyle: { align: "left", color: colour("ink"), fontWeight: 500, padding: [0, 0, 0, -LEFT] },
      splitLine: { show: !isStrip(index), lineStyle: { color: colour("grid") } },
      axisLabel: { color: colour("ink-2"), formatter: axisNumbers(data) },
    })),
    series: all.flatMap((line, index) => drawn(line, index, isStrip(index), colour)),
  };
}

// The first panel is the largest, a strip at the end with the number of posts the smallest.
function layout(count: number, strip: boolean, height: number) {
  const large = strip ? count - 1 : count;
  const free = height - TOP - BOTTOM - (strip ? STRIP : 0) - GAP * (count - 1);
  const lead = large > 1 ? 1.5 : 1;
  const unit = free / (large - 1 + lead);
  let top = TOP;
  return Array.from({ length: count }, (_, index) => {
    const size = strip && index === count - 1 ? STRIP : index === 0 ? unit * lead : unit;
    const grid = { top, height: size, left: LEFT, right: 8 };
    top += size + GAP;
    return grid;
  });
}

function drawn(line: Line, index: number, strip: boolean, colour: Look["colour"]): object[] {
  const place = { xAxisIndex: index, yAxisIndex: index, silent: true };
  if (strip) return [bars(place, line.values, colour(line.colour))];
  const now = stroke(place, line.values, { color: colour(line.colour), width: 2 }, 3);
  if (!line.before.length) return [now];
  return [stroke(place, line.before, { color: colour("before"), width: 1.25, type: [4, 3] }, 2), now];
}

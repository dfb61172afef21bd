// The series of a period: one panel per metric over one time axis, each from zero, so that comments can be
// read beside a thousand times as many likes. Lines break where a day is not known.
import { BarChart, LineChart } from "echarts/charts";
import { AxisPointerComponent, GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { tooltip } from "./series_tooltip";

use([BarChart, LineChart, AxisPointerComponent, GridComponent, TooltipComponent, SVGRenderer]);

export type Value = number | null;

export interface Series {
  name: string;
  label: string;
  values: Value[];
  before: Value[];
}

export interface Chart {
  language: string;
  buckets: string[];
  days: string[];
  daysBefore: string[];
  series: Series[];
  posts: Series;
}

type Colour = (name: string) => string;

const GAP = 36;
const TOP = 24;
const BOTTOM = 24;
const STRIP = 34;
const LEFT = 52;

export function draw(element: HTMLElement): void {
  const source = document.getElementById(element.dataset.chart!);
  if (!source || element.dataset.drawn) return;
  element.dataset.drawn = "yes";
  const data = JSON.parse(source.textContent!) as Chart;
  const shown = new Set(data.series.map((series) => series.name));
  const chart = init(element, null, { renderer: "svg" });
  const redraw = () => chart.setOption(option(data, shown, element), { notMerge: true });
  redraw();
  legend(element, shown, redraw);
  chart.getZr().on("click", (event) => follow(element, chart, event.offsetX, event.offsetY));
  keepFitting(element, chart, redraw);
}

function legend(element: HTMLElement, shown: Set<string>, redraw: () => void): void {
  const buttons = element.closest(".widget")!.querySelectorAll<HTMLButtonElement>("[data-series]");
  for (const button of buttons)
    button.addEventListener("click", () => {
      const name = button.dataset.series!;
      if (shown.has(name) && shown.size > 1) shown.delete(name);
      else shown.add(name);
      button.setAttribute("aria-pressed", String(shown.has(name)));
      redraw();
    });
}

// Until the element is gone: its size and the system's theme may change.
function keepFitting(element: HTMLElement, chart: EChartsType, redraw: () => void): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", redraw);
  const watcher = new ResizeObserver(() => {
    if (element.isConnected) {
      if (element.offsetWidth) chart.resize();
      return;
    }
    watcher.disconnect();
    dark.removeEventListener("change", redraw);
    chart.dispose();
  });
  watcher.observe(element);
}

// A click on a day is a click on that day's link in the table beside the picture.
function follow(element: HTMLElement, chart: EChartsType, x: number, y: number): void {
  const panels = (chart.getOption().grid as unknown[]).length;
  const inside = Array.from({ length: panels }, (_, gridIndex) => ({ gridIndex }));
  if (!inside.some((grid) => chart.containPixel(grid, [x, y]))) return;
  const at = Math.round(chart.convertFromPixel({ xAxisIndex: 0 }, x) as unknown as number);
  element.closest(".widget")!.querySelector<HTMLAnchorElement>(`a[data-bucket="${at}"]`)?.click();
}

function option(data: Chart, shown: Set<string>, element: HTMLElement) {
  const style = getComputedStyle(element);
  const colour: Colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const panels = [...data.series.filter((series) => shown.has(series.name)), data.posts];
  const last = panels.length - 1;
  const numbers = new Intl.NumberFormat(data.language, { notation: "compact", maximumFractionDigits: 1 });
  return {
    animation: false,
    textStyle: { fontFamily: style.fontFamily, fontSize: 12 },
    grid: layout(panels.length, element.offsetHeight),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colour("ink-3"), type: "solid" } },
    tooltip: tooltip(data, panels),
    xAxis: panels.map((_, index) => ({
      type: "category",
      gridIndex: index,
      data: data.buckets,
      axisLine: { lineStyle: { color: colour("rule-strong") } },
      axisTick: { show: false },
      axisLabel: { show: index === last, color: colour("ink-2"), hideOverlap: true, margin: 8 },
    })),
    yAxis: panels.map((series, index) => ({
      type: "value",
      gridIndex: index,
      min: 0,
      minInterval: 1,
      splitNumber: index === last ? 1 : index === 0 ? 3 : 2,
      name: series.label,
      nameGap: 11,
      nameTextStyle: { align: "left", color: colour("ink"), fontWeight: 500, padding: [0, 0, 0, -LEFT] },
      splitLine: { show: index < last, lineStyle: { color: colour("grid") } },
      axisLabel: { color: colour("ink-2"), formatter: (value: number) => numbers.format(value) },
    })),
    series: panels.flatMap((series, index) => drawn(series, index, index === last, colour)),
  };
}

// The first panel is the largest, the last one a strip with the number of posts.
function layout(count: number, height: number) {
  const free = height - TOP - BOTTOM - STRIP - GAP * (count - 1);
  const lead = count > 2 ? 1.5 : 1;
  const unit = free / (count - 2 + lead);
  let top = TOP;
  return Array.from({ length: count }, (_, index) => {
    const size = index === count - 1 ? STRIP : index === 0 ? unit * lead : unit;
    const grid = { top, height: size, left: LEFT, right: 8 };
    top += size + GAP;
    return grid;
  });
}

function drawn(series: Series, index: number, strip: boolean, colour: Colour): object[] {
  const place = { xAxisIndex: index, yAxisIndex: index, silent: true };
  if (strip)
    return [{ ...place, type: "bar", data: series.values, itemStyle: { color: colour("before") }, barMaxWidth: 14 }];
  const now = line(place, series.values, { color: colour(series.name), width: 2 }, 3);
  if (!series.before.length) return [now];
  return [line(place, series.before, { color: colour("before"), width: 1.25, type: [4, 3] }, 2), now];
}

// A day between two unknown ones would have no line: it gets a dot.
function line(place: object, values: Value[], stroke: { color: string; width: number; type?: number[] }, z: number) {
  const alone = (_: unknown, { dataIndex: at }: { dataIndex: number }) =>
    values[at - 1] == null && values[at + 1] == null ? 5 : 0;
  return {
    ...place,
    type: "line",
    data: values,
    connectNulls: false,
    showAllSymbol: true,
    symbol: "circle",
    symbolSize: alone,
    lineStyle: stroke,
    itemStyle: { color: stroke.color },
    z,
  };
}

// Draws what a widget's chart says (`Chart` in widgets/widget.py), in the theme's colours.
import { BarChart, LineChart } from "echarts/charts";
import { AxisPointerComponent, GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { together } from "./lines";
import { panels } from "./panels";

use([BarChart, LineChart, AxisPointerComponent, GridComponent, TooltipComponent, SVGRenderer]);

export type Value = number | null;

export interface Line {
  name: string;
  label: string;
  colour: string;
  values: Value[];
  before: Value[];
  bold: boolean;
}

export interface Chart {
  language: string;
  kind: "panels" | "lines" | "bars" | "band";
  buckets: string[];
  titles: string[];
  titles_before: string[];
  lines: Line[];
  strip: Line | null;
  unit: string;
}

export interface Look {
  colour: (name: string) => string;
  font: string;
  height: number;
}

export function draw(element: HTMLElement): void {
  const source = document.getElementById(element.dataset.chart!);
  if (!source || element.dataset.drawn) return;
  element.dataset.drawn = "yes";
  const data = JSON.parse(source.textContent!) as Chart;
  const shown = new Set(data.lines.map((line) => line.name));
  const chart = init(element, null, { renderer: "svg" });
  const option = data.kind === "panels" ? panels : together;
  const redraw = () => chart.setOption(option(data, shown, look(element)), { notMerge: true });
  redraw();
  legend(element, shown, redraw);
  chart.getZr().on("click", (event) => follow(element, chart, event.offsetX, event.offsetY));
  keepFitting(element, chart, redraw);
}

function look(element: HTMLElement): Look {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { colour, font: style.fontFamily, height: element.offsetHeight };
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

// A click on a bucket is a click on its link in the table beside the picture.
function follow(element: HTMLElement, chart: EChartsType, x: number, y: number): void {
  const grids = (chart.getOption().grid as unknown[]).length;
  const inside = Array.from({ length: grids }, (_, gridIndex) => ({ gridIndex }));
  if (!inside.some((grid) => chart.containPixel(grid, [x, y]))) return;
  const at = Math.round(chart.convertFromPixel({ xAxisIndex: 0 }, x) as unknown as number);
  element.closest(".widget")!.querySelector<HTMLAnchorElement>(`a[data-bucket="${at}"]`)?.click();
}

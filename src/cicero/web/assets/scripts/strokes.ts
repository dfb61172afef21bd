// What all charts draw alike: lines that break where nothing is known, bars, and numbers on the axis.
import type { Chart, Value } from "./charts";

interface Pen {
  color: string;
  width: number;
  type?: number[];
}

// A bucket between two unknown ones would have no line: it gets a dot.
export function stroke(place: object, values: Value[], pen: Pen, z: number) {
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
    lineStyle: pen,
    itemStyle: { color: pen.color },
    z,
  };
}

export function bars(place: object, values: Value[], color: string, widest = 14) {
  return { ...place, type: "bar", data: values, itemStyle: { color }, barMaxWidth: widest };
}

export function axisNumbers(data: Chart): (value: number) => string {
  const numbers = new Intl.NumberFormat(data.language, { notation: "compact", maximumFractionDigits: 1 });
  return (value) => numbers.format(value) + (data.unit === "percent" ? "%" : "");
}

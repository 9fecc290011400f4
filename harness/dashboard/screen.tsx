/** The whole screen, drawn from a model and a view; it decides nothing but where panels go. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { fitted, line, span, type Line } from './line.ts';
import type { Model } from './model.ts';
import { cost } from './panels/cost.ts';
import { delivery } from './panels/delivery.ts';
import { journey, journeys } from './panels/journeys.ts';
import type { Panel } from './panels/panel.ts';
import { load } from './panels/load.ts';
import { pipeline } from './panels/pipeline.ts';
import { storage } from './panels/storage.ts';
import { traffic } from './panels/traffic.ts';
import type { Theme } from './theme.ts';
import type { View } from './view.ts';

const SMALLEST = { columns: 80, rows: 24 } as const;

export interface ScreenProps {
  readonly model: Model;
  readonly view: View;
  readonly theme: Theme;
  readonly columns: number;
  readonly rows: number;
  /** What the last key did, or why it could not. */
  readonly notice: string;
}

/** Panels from top to bottom with their share of the rows; each gets at least three. */
type Column = readonly (readonly [panel: Panel, share: number])[];

const LEFT: Column = [
  [traffic, 7],
  [pipeline, 8],
  [storage, 6],
];
const RIGHT: Column = [
  [cost, 6],
  [delivery, 8],
  [journeys, 7],
];
/** Columns from which on a third column gives journeys room of their own. */
const WIDE = 150;
const WIDE_COLUMNS: readonly Column[] = [
  [
    [traffic, 16],
    [pipeline, 7],
  ],
  [
    [cost, 8],
    [delivery, 8],
    [storage, 7],
  ],
  [[journeys, 1]],
];

/** While a load test runs it takes the CDN's place; where there is a third column, a part of that. */
const RIGHT_UNDER_LOAD: Column = [
  [cost, 6],
  [load, 8],
  [journeys, 7],
];
const WIDE_UNDER_LOAD: readonly Column[] = [
  ...WIDE_COLUMNS.slice(0, -1),
  [
    [load, 9],
    [journeys, 14],
  ],
];

function columnsFor({ load: run }: Model, columns: number): readonly Column[] {
  const busy = run !== undefined;
  if (columns >= WIDE) return busy ? WIDE_UNDER_LOAD : WIDE_COLUMNS;
  return [LEFT, busy ? RIGHT_UNDER_LOAD : RIGHT];
}

export function Screen({ model, view, theme, columns, rows, notice }: ScreenProps): ReactNode {
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) {
    return (
      <Text>
        {`This terminal has ${columns} × ${rows}; the dashboard needs ${SMALLEST.columns} × ${SMALLEST.rows}. Enlarge it, or use --plain.`}
      </Text>
    );
  }
  const shown = view.paused ?? model;
  // A last row left empty keeps terminals from scrolling when the screen is redrawn.
  const body = rows - 3;
  return (
    <Box flexDirection="column" width={columns} height={rows - 1}>
      <Row line={header(shown, view)} width={columns} theme={theme} />
      <Body model={shown} view={view} theme={theme} columns={columns} rows={body} />
      <Row line={footer(view, notice)} width={columns} theme={theme} />
    </Box>
  );
}

interface BodyProps {
  readonly model: Model;
  readonly view: View;
  readonly theme: Theme;
  readonly columns: number;
  readonly rows: number;
}

function Body(props: BodyProps): ReactNode {
  const { view, columns } = props;
  if (view.help) return <PanelBox {...props} panel={help} />;
  if (view.open !== undefined) return <PanelBox {...props} panel={journey} />;
  const layout = columnsFor(props.model, columns);
  const width = Math.floor(columns / layout.length);
  return (
    <Box>
      {layout.map((column, index) => (
        <ColumnBox
          key={column[0]?.[0].title}
          {...props}
          column={column}
          columns={index === layout.length - 1 ? columns - width * index : width}
        />
      ))}
    </Box>
  );
}

function ColumnBox({ column, rows, ...props }: BodyProps & { readonly column: Column }): ReactNode {
  const shares = column.reduce((sum, [, share]) => sum + share, 0);
  const heights = column.map(([, share]) => Math.max(3, Math.floor((rows * share) / shares)));
  const rest = rows - heights.reduce((sum, height) => sum + height, 0);
  return (
    <Box flexDirection="column">
      {column.map(([panel], index) => (
        <PanelBox
          key={panel.title}
          {...props}
          panel={panel}
          rows={(heights[index] ?? 3) + (index === column.length - 1 ? rest : 0)}
        />
      ))}
    </Box>
  );
}

function PanelBox({
  panel,
  model,
  view,
  theme,
  columns,
  rows,
}: BodyProps & { readonly panel: Panel }): ReactNode {
  const room = { width: columns - 4, rows: rows - 3, ascii: theme.ascii };
  const lines = panel.lines(model, room, view).slice(0, room.rows);
  return (
    <Box
      flexDirection="column"
      borderStyle={theme.border}
      borderDimColor
      paddingX={1}
      width={columns}
      height={rows}
    >
      <Row line={[span(panel.title, 'strong')]} width={room.width} theme={theme} />
      {lines.map((each, index) => (
        <Row key={index} line={each} width={room.width} theme={theme} />
      ))}
    </Box>
  );
}

function Row({
  line: spans,
  width,
  theme,
}: {
  readonly line: Line;
  readonly width: number;
  readonly theme: Theme;
}): ReactNode {
  const parts = fitted(spans, width);
  return (
    <Text wrap="truncate">
      {parts.length === 0
        ? ' '
        : parts.map(({ text, tone }, index) => (
            <Text key={index} {...theme.looks[tone]}>
              {text}
            </Text>
          ))}
    </Text>
  );
}

/** Where it runs, its time, and whether what is shown is still so. */
function header({ status, now, lost }: Model, { paused, filter }: View): Line {
  const time = now === 0 ? '' : new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  const pace =
    status === undefined || status.clock.rate === 1
      ? ''
      : status.clock.rate === 0
        ? ' frozen'
        : ` ×${status.clock.rate}`;
  return line(
    span(' safelight ', 'strong'),
    span(status === undefined ? 'connecting' : status.endpoint.replace('http://', ''), 'accent'),
    ` ${status?.region ?? ''}  ${time} UTC${pace}  `,
    ...(lost === undefined
      ? []
      : [span(`STALE since ${new Date(lost.since).toISOString().slice(11, 19)}: ${lost.why} `, 'bad')]),
    ...(paused === undefined ? [] : [span('PAUSED ', 'warn')]),
    ...(filter === '' ? [] : [span(`filter: ${filter} `, 'warn')]),
  );
}

function footer({ typing, filter, open }: View, notice: string): Line {
  if (typing) return line(span(` filter: ${filter}_`, 'warn'), span('  enter keeps it, esc drops it', 'dim'));
  if (notice !== '') return line(span(` ${notice}`, 'accent'));
  const keys =
    open === undefined
      ? '↑↓ choose  enter open  / filter  space pause  a day  m month  ? help  q quit'
      : '↑↓ step  esc back  c copy  q quit';
  return line(span(` ${keys}`, 'dim'));
}

const HELP: readonly (readonly [string, string])[] = [
  ['↑ ↓  k j', 'choose a journey; inside one, a step'],
  ['enter', 'open the journey: its waterfall, and the facts of a step'],
  ['esc', 'back'],
  ['/', 'show only operations and journeys that contain a text'],
  ['space', 'stop the picture, let it go on'],
  ['a  m', 'let a day or 30 days pass on the cloud’s clock'],
  ['f', 'freeze the cloud’s clock, let it go on'],
  ['s', 'let it pass faster: a minute, an hour, a day in a second, and back'],
  ['c', 'leave, and print what is on the screen as text'],
  ['q', 'close the dashboard; what runs behind it goes on'],
  ['ctrl-c', 'close it, and end a cloud that was started with it'],
  ['', ''],
  ['', 'Times are milliseconds of this machine; lags are of the cloud’s clock.'],
  ['', 'Costs are list prices without free allowances; what has no price is counted apart.'],
  ['', 'Latencies on AWS are projections: `safelight project latency` lists their sources.'],
];

const help: Panel = {
  title: 'Keys',
  lines: () => HELP.map(([keys, what]) => line(span(keys.padEnd(12), 'accent'), what)),
};

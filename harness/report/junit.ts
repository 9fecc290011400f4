/** JUnit's XML, as CI systems read it: https://github.com/testmoapp/junitxml, read 2026-11-20. */
import { storyLines } from './story.ts';
import { byFamily, countOf, type Report, type Verdict } from './verdict.ts';

export function junitOf({ target, at, verdicts }: Report): string {
  const suites = byFamily(verdicts).map(([family, members]) =>
    [
      `  <testsuite name="${escapeXml(family)}" timestamp="${at}" ${totals(members)}>`,
      ...members.map(testCase),
      '  </testsuite>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="safelight on ${escapeXml(target)}" ${totals(verdicts)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

const seconds = (verdicts: readonly Verdict[]): string =>
  (verdicts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toFixed(3);

const totals = (verdicts: readonly Verdict[]): string => {
  const skipped = countOf(verdicts, 'not verifiable') + countOf(verdicts, 'deviates');
  return `tests="${verdicts.length}" failures="${countOf(verdicts, 'failed')}" skipped="${skipped}" time="${seconds(verdicts)}"`;
};

function testCase(verdict: Verdict): string {
  const { family, sentence, source, outcome, reason = '', story, filledIn = [] } = verdict;
  const attributes = `classname="${escapeXml(family)}" name="${escapeXml(sentence)}" time="${seconds([verdict])}"`;
  const properties = [['source', source], ...filledIn.map((what) => ['filled in', what])]
    .map(([name = '', value = '']) => `<property name="${escapeXml(name)}" value="${escapeXml(value)}"/>`)
    .join('');
  const [message = ''] = reason.split('\n');
  const end =
    outcome === 'passed'
      ? ''
      : outcome === 'failed'
        ? `<failure message="${escapeXml(message)}">${escapeXml([reason, ...(story === undefined ? [] : storyLines(story))].join('\n'))}</failure>`
        : `<skipped message="${escapeXml(`${outcome}: ${reason}`)}"/>`;
  return `    <testcase ${attributes}><properties>${properties}</properties>${end}</testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 cannot hold, escaped or not, become U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- exactly these are meant
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

test('a run that dropped arrivals is invalid, whether its thresholds hold or not', () => {
  expect(verdictOf('passed', 1, 'steady')).toBe('invalid');
  expect(verdictOf('thresholds crossed', 1, 'steady')).toBe('invalid');
});

test('a breakpoint run is there to find where arrivals are dropped', () => {
  expect(verdictOf('thresholds crossed', 1, 'breakpoint')).toBe('failed');
});

test('a run that somebody ended says so before anything else', () => {
  expect(verdictOf('interrupted', 1, 'steady')).toBe('interrupted');
});

test('otherwise the thresholds decide', () => {
  expect(verdictOf('passed', 0, 'steady')).toBe('passed');
  expect(verdictOf('thresholds crossed', 0, 'steady')).toBe('failed');
});

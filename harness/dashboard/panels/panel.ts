import type { Line } from '../line.ts';
import type { Model } from '../model.ts';
import type { View } from '../view.ts';

/** The room that a panel has for its lines. */
interface Room {
  readonly width: number;
  readonly rows: number;
  readonly ascii: boolean;
}

export interface Panel {
  readonly title: string;
  readonly lines: (model: Model, room: Room, view: View) => readonly Line[];
}

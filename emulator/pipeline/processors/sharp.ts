/**
 * sharp, loaded when the first image comes: its native library takes 20 MB and 30 ms, and much of what uses this
 * pipeline (an API that only signs URLs, a command that provisions) never sees an image.
 */
import type sharp from 'sharp';

export const loadSharp = async (): Promise<typeof sharp> => (await import('sharp')).default;

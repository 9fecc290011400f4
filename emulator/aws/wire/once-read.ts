import type { Readable, Transform } from 'node:stream';

/** Calls back as soon as somebody begins to read the stream, by its events or as an iterator. */
export function onceRead(stream: Readable, begin: () => void): void {
  const onListener = (event: string | symbol): void => {
    if (event !== 'data' && event !== 'readable') return;
    stream.off('newListener', onListener);
    begin();
  };
  stream.on('newListener', onListener);
}

/**
 * Lets a body through a transformation from the moment that somebody reads the result. Before, nothing is taken of it:
 * its sender may be waiting for `100 Continue`, and should wait in vain when the request is refused.
 */
export function throughOnceRead(source: Readable, transformation: Transform): Transform {
  onceRead(transformation, () => source.pipe(transformation));
  source.on('error', (error) => transformation.destroy(error));
  return transformation;
}

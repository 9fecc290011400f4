/**
 * Draws of 0 … n-1 by Zipf's law with exponent 1: the second most popular is asked for half as often as the first, the
 * third a third as often.
 */
export function zipf(n: number): () => number {
  const bounds: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= n; rank += 1) {
    sum += 1 / rank;
    bounds.push(sum);
  }
  return () => {
    const drawn = Math.random() * sum;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((bounds[middle] ?? sum) > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

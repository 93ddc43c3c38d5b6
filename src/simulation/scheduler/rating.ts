/** The best rating a plugin gives. */
export const maxScore = 100;

/** Brings scores to 0 to 100, the largest to 100. */
export function share(scores: number[]): void {
  const largest = Math.max(0, ...scores);
  if (largest === 0) return;
  for (let i = 0; i < scores.length; i++) scores[i] = Math.floor((maxScore * (scores[i] ?? 0)) / largest);
}

/** As `share`, but the fewer the better: the largest becomes 0, nothing 100. */
export function invertedShare(scores: number[]): void {
  share(scores);
  for (let i = 0; i < scores.length; i++) scores[i] = maxScore - (scores[i] ?? 0);
}

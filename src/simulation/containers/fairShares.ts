/** Somebody who wants a part of something. */
export interface Claim {
  /** What it would take if it were alone. */
  readonly wanted: number;
  /** Its part of what is there, where all together want more. */
  readonly weight: number;
}

/** Gives everyone what it wants, or its fair part by weight where all together want more than there is; what one leaves others get. */
export function fairShares(claims: readonly Claim[], available: number): number[] {
  const shares = claims.map(() => 0);
  let left = available;
  let hungry = claims.map((_, index) => index);
  while (hungry.length > 0) {
    let weights = 0;
    for (const index of hungry) weights += (claims[index] as Claim).weight;
    const part = weights === 0 ? 0 : left / weights;
    const satisfied = hungry.filter((index) => {
      const { wanted, weight } = claims[index] as Claim;
      return wanted <= part * weight;
    });
    if (satisfied.length === 0) {
      for (const index of hungry) shares[index] = part * (claims[index] as Claim).weight;
      break;
    }
    for (const index of satisfied) {
      const { wanted } = claims[index] as Claim;
      shares[index] = wanted;
      left -= wanted;
    }
    hungry = hungry.filter((index) => !satisfied.includes(index));
  }
  return shares;
}

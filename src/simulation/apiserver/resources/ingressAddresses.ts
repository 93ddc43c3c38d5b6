/** Where a load balancer is reached: addresses, or names where there are none; sorted, each once. */
export function ingressAddresses(
  ingress: readonly { readonly ip?: string; readonly hostname?: string }[] | undefined,
): string[] {
  const addresses = (ingress ?? []).map(({ ip, hostname }) => ip || hostname || '').filter((one) => one !== '');
  return [...new Set(addresses)].sort();
}

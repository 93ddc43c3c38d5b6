/** A page of the Kubernetes documentation. */
export interface Page {
  readonly title: string;
  readonly address: string;
}

/** A page below https://kubernetes.io/docs/, in English. */
export function page(title: string, path: string): Page {
  return { title, address: `https://kubernetes.io/docs/${path}` };
}

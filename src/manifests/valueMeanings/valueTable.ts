/** Sentences on values, as Markdown, by type and field: `PodSpec.dnsPolicy`. */
export type ValueTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

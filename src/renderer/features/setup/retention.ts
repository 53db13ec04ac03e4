/**
 * How long the first bucket keeps what is written to it; seconds as text, since they are choices of a select. 0 keeps
 * for ever.
 */
export const RETENTIONS = [
  { value: '0', label: 'For ever' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
  { value: '7776000', label: '90 days' },
  { value: '31536000', label: '1 year' },
] as const;
export type Retention = (typeof RETENTIONS)[number]['value'];

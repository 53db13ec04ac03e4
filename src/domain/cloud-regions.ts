/** Regions of InfluxDB Cloud that are published, as suggestions: there are others, and private ones. */
export const CLOUD_REGIONS: readonly { readonly label: string; readonly address: string }[] = [
  ['AWS US East (Virginia)', 'us-east-1-1.aws'],
  ['AWS US West (Oregon), cluster 1', 'us-west-2-1.aws'],
  ['AWS US West (Oregon), cluster 2', 'us-west-2-2.aws'],
  ['AWS EU (Frankfurt)', 'eu-central-1-1.aws'],
  ['Google Cloud US Central (Iowa)', 'us-central1-1.gcp'],
  ['Azure West Europe (Amsterdam)', 'westeurope-1.azure'],
  ['Azure East US (Virginia)', 'eastus-1.azure'],
].map(([label = '', region = '']) => ({ label, address: `https://${region}.cloud2.influxdata.com` }));

/** Is it where people log in to InfluxDB Cloud? No region answers there. */
export function isCloudLogin(origin: string): boolean {
  return origin === 'https://cloud2.influxdata.com' || origin === 'https://cloud.influxdata.com';
}

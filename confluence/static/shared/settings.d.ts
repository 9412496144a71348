/** Origin of the operator's Inlay, `https://charts.example.com`; put in by build.mjs. */
declare const INLAY_PUBLIC_URL: string;

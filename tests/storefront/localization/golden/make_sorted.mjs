// Writes sorted.json: names of countries in the order of ICU's collation, by `node make_sorted.mjs > sorted.json`.
const CODES = [];
const region = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
for (const a of "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  for (const b of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
    const name = region.of(a + b);
    if (name && !["EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"].includes(a + b)) CODES.push(a + b);
  }
const LOCALES = ["en", "ms", "zh-Hans", "ru", "ar", "de", "fr", "az", "cs", "da", "es", "et", "fi", "hr", "hu", "it",
  "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "th", "tr", "uk", "vi", "el", "he", "id"];
const sorted = {};
for (const locale of LOCALES) {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  sorted[locale] = CODES.map((code) => names.of(code)).sort(new Intl.Collator(locale).compare);
}
console.log(JSON.stringify({ made_by: { icu: process.versions.icu, cldr: process.versions.cldr }, sorted }));

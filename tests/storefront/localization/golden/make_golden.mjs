// Writes golden.json: what an independent implementation of CLDR, the Intl of Node.js (ICU), makes of the same values.
// Run once per CLDR release and read the difference:  node make_golden.mjs > golden.json
const locales = [
  "en-US", "en-GB", "en-MY", "en-SG", "en-IN", "en", "ms-MY", "ms", "zh-Hans-CN", "zh-Hans-MY", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK",
  "ru-RU", "ru", "ar", "ar-AE", "ar-SA", "ar-EG", "de", "de-DE", "de-AT", "de-CH", "fr", "fr-FR", "fr-CA", "fr-CH",
  "es", "es-ES", "es-MX", "es-AR", "it", "it-CH", "pt-BR", "pt-PT", "pl", "cs", "bg", "hu", "ro", "nl", "sv", "da", "nb", "fi",
  "el", "tr", "uk", "he", "fa", "ur", "hi", "bn", "mr", "ta", "th", "vi", "id", "fil", "ja", "ko", "kk", "ka", "sr-Latn", "sr", "et", "lv", "lt", "sl", "hr", "sk",
];
const currencies = ["MYR", "EUR", "USD", "GBP", "CNY", "RUB", "AED", "SAR", "KWD", "JPY", "IDR", "HUF", "CHF", "SGD", "EGP", "IRR", "INR", "BRL", "PLN", "ILS", "THB"];
const amounts = ["0", "5", "1234", "12345", "1234567"]; // whole units; the usual decimals of the currency are shown
const languages = ["en", "ms", "zh-Hans", "zh-Hant", "ru", "ar", "de", "fr", "pt-BR", "es", "ja", "he"];
const countries = ["MY", "CN", "RU", "DE", "FR", "AE", "SA", "GB", "US", "SG", "HK", "TW", "TR"];
const day = new Date(Date.UTC(2026, 10, 5, 15, 5));
const lists = [["a"], ["a", "b"], ["a", "b", "c"], ["té", "infusiones"], ["agua", "hielo"], ["sal", "hilo"], ["א", "ב"], ["א", "b"]];
const made = {};
for (const locale of locales) {
  const number = (options) => new Intl.NumberFormat(locale, options);
  const each = (made[locale] = { prices: {}, negative: {}, numbers: {}, percent: {}, dates: {}, relative: {}, lists: [], or: [], units: {}, languages: {}, countries: {} });
  for (const currency of currencies) {
    const money = number({ style: "currency", currency });
    each.prices[currency] = Object.fromEntries(amounts.map((amount) => [amount, money.format(amount)]));
    each.negative[currency] = money.format("-1234");
  }
  for (const value of ["0", "7", "1234", "12345", "1234567.891", "-1234.5"]) each.numbers[value] = number({}).format(value);
  for (const ratio of ["0", "0.2", "0.255", "-0.15", "1", "12.34"])
    each.percent[ratio] = number({ style: "percent", maximumFractionDigits: 1 }).format(ratio);
  for (const dateStyle of ["full", "long", "medium", "short"])
    each.dates[dateStyle] = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC", calendar: "gregory" }).format(day);
  for (const dateStyle of ["medium", "short"])
    each.dates[`${dateStyle} with time`] = new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: "short", timeZone: "UTC", calendar: "gregory" }).format(day);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  for (const unit of ["year", "month", "week", "day", "hour", "minute", "second"])
    each.relative[unit] = Object.fromEntries([-1, -2, -5, -21, 1, 3, 11].map((count) => [count, relative.format(count, unit)]));
  const and = new Intl.ListFormat(locale, { type: "conjunction" }), or = new Intl.ListFormat(locale, { type: "disjunction" });
  each.lists = lists.map((items) => and.format(items));
  each.or = [["a", "b"], ["siete", "ocho"], ["uno", "hombre"]].map((items) => or.format(items));
  for (const unit of ["gram", "kilogram", "centimeter", "liter"])
    each.units[unit] = Object.fromEntries(["1", "2", "350", "1.25", "1234"].map((value) => [value, number({ style: "unit", unit, unitDisplay: "short" }).format(value)]));
  const language = new Intl.DisplayNames(locale, { type: "language" }), region = new Intl.DisplayNames(locale, { type: "region" });
  for (const code of languages) each.languages[code] = language.of(code);
  for (const code of countries) each.countries[code] = region.of(code);
}
const { node, icu, cldr } = process.versions;
const text = JSON.stringify({ made_by: { node, icu, cldr, script: "make_golden.mjs" }, date: "2026-11-05T15:05Z", lists, locales: made }, null, 1);
console.log(text);

// SPDX-License-Identifier: EUPL-1.2
#include "sheet_style.hpp"

namespace foyer::author {

const std::string_view sheet_style = R"css(
@page { size: A4; margin: 17mm 16mm 20mm; }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { font: 10pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; color: #16202a; max-width: 186mm;
  margin: 0 auto; padding: 8mm 4mm; hyphens: manual; }
@media print { body { padding: 0; max-width: none; } }
[lang=ar] { font-family: "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans", "DejaVu Sans",
  sans-serif; line-height: 1.6; }
[dir=rtl] { text-align: right; }
p { margin: 0; }
a { color: inherit; text-decoration: none; }
code, .id { font: 7.5pt/1.4 "Noto Sans Mono", "DejaVu Sans Mono", monospace; color: #51616c;
  overflow-wrap: anywhere; }
.other { color: #3a5261; font-weight: 400; }
.t { display: block; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 7mm; }
.two > :nth-child(2) { color: #3a5261; font-weight: 400; }

.cover { border-top: 2mm solid #0b5a7a; padding-top: 6mm; }
.kicker { font-size: 9pt; letter-spacing: 0.08em; text-transform: uppercase; color: #0b5a7a;
  font-weight: 600; }
h1 { font-size: 24pt; line-height: 1.15; margin: 1.5mm 0 1mm; }
h1 + .other { font-size: 15pt; }
.facts { margin: 6mm 0; }
.cover > .field { padding: 1.5mm 0; }
.front { break-inside: avoid; }
h2 { font-size: 15pt; line-height: 1.25; margin: 11mm 0 4mm; padding-bottom: 1.5mm;
  border-bottom: 0.6mm solid #0b5a7a; break-after: avoid; }
h2.plain { font-size: 12pt; border-bottom-width: 0.3mm; margin-top: 8mm; }
section > h2 { display: grid; grid-template-columns: auto 1fr auto; gap: 0 3mm;
  align-items: baseline; }
.no { color: #0b5a7a; } h2 > .no:empty { display: none; }
h3 { font-size: 11.5pt; line-height: 1.3; margin: 0; break-after: avoid; }
.contents { columns: 2; column-gap: 10mm; padding: 0; margin: 0; list-style: none; }
.contents li { break-inside: avoid; padding: 0.6mm 0; }
.contents a { display: grid; grid-template-columns: 7mm 1fr auto; gap: 2mm; }
.contents .count { color: #51616c; font-size: 8.5pt; }
.legend { display: grid; grid-template-columns: auto 1fr auto 1fr; gap: 1.2mm 3mm; font-size: 9pt;
  align-items: baseline; break-inside: avoid; }

section { break-before: page; }
section > h2 { margin-top: 0; }
/* Frames belong to what stands in a page's card, so that no empty frame is left where paper ends. */
.page { margin: 0 0 5mm; }
.page > * { border: 0.3mm solid #b8c4cc; border-top: 0; padding: 3mm 4mm; }
.page > :first-child { border-top: 0.3mm solid #b8c4cc; border-radius: 2mm 2mm 0 0; }
.page > :last-child { border-radius: 0 0 2mm 2mm; }
.page > :first-child:last-child { border-radius: 2mm; }
.page > header { background: #eaf1f4; padding: 2.2mm 4mm; break-inside: avoid; break-after: avoid; }
.row { border-left: 1.2mm solid #0b5a7a; padding-left: 4mm; margin: 0 0 5mm; }
.field:not(.long) { break-inside: avoid; }
.page .field > .t, .page .field > .two { break-inside: avoid; break-after: avoid; }
.label { font-size: 10.5pt; font-weight: 600; }
.help, .why { font-size: 9.5pt; }
.help::before, .why::before { font-size: 8pt; color: #51616c; padding-right: 2mm; }
[lang=de].help::before, [lang=de-simple].help::before { content: "Hilfe"; }
[lang=de].why::before, [lang=de-simple].why::before { content: "Warum"; }
.when { font-size: 8pt; color: #51616c; }
.missing { color: #8a1c1c; font-style: italic; }
dl { display: grid; grid-template-columns: 25mm 1fr; gap: 0.8mm 3mm; margin: 2mm 0 0;
  font-size: 8.5pt; color: #26343f; }
dt { color: #51616c; } dd { margin: 0; min-width: 0; }
.tag { display: inline-block; border: 0.25mm solid #51616c; border-radius: 1mm; padding: 0 1.4mm;
  font-size: 7.5pt; font-weight: 600; line-height: 1.45; white-space: nowrap; }
.tag.error, .tag.required { background: #16202a; border-color: #16202a; color: #fff; }
.tag.warning { border-color: #16202a; border-width: 0.5mm; }
.tag.notice { border-style: dotted; } .tag.hint { border-style: dashed; }
.check { break-inside: avoid; }
.answer { margin-top: 1.5mm; padding: 1mm 2mm; background: #fff6d6; border-left: 1mm solid #b98900; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
td, th { text-align: start; vertical-align: top; padding: 0.8mm 3mm 0.8mm 0;
  border-bottom: 0.2mm solid #d5dde2; }
tr { break-inside: avoid; } tr:last-child > * { border-bottom: 0; }
.choices { margin-top: 0.5mm; table-layout: fixed; }
.choices td:last-child { padding-right: 0; text-align: right; width: 30mm; }
.choices td.law { width: 30mm; }
.facts { font-size: 9pt; }
.facts th { width: 42mm; font-weight: 400; color: #51616c; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 22mm 12mm; padding-top: 24mm;
  break-inside: avoid; }
.sign div { border-top: 0.3mm solid #16202a; padding-top: 1mm; font-size: 8.5pt; color: #51616c; }
)css";

std::string footer_style(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' ||
        c == '.' || c == ',' || c == '-' || c == '_' || c == ':')
      plain += c;
  const std::string font =
      " font: 7.5pt \"Noto Sans\", \"DejaVu Sans\", sans-serif; color: #51616c; }\n";
  return "@page { @bottom-left { content: \"" + plain + "\";" + font +
         "  @bottom-right { content: counter(page) \" / \" counter(pages);" + font + "}\n";
}

} // namespace foyer::author

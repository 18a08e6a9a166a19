import { Temporal } from 'temporal-polyfill';
import { readMonth } from '/work/main/src/domain/month.ts';
import { readRupiah } from '/work/main/src/domain/rupiah.ts';
import { readReportLine } from '/work/main/src/domain/report-line.ts';
const t = Temporal.PlainDate.from('2026-11-02');
for (const s of ['kemarin','desember','november','bulan ini','oktobr','bulan lalu','september','1 oktober','maret','10','jan 2025','kapan ya','desember 2026','2025','agustus sampai september','september 3 jt']) console.log(s, JSON.stringify(readMonth(s,t)));
for (const s of ['0','nol','tidak jualan','libur','tutup','750','32','3,2','2 juta 500','september','september 3 jt','60 miliar','150rb per hari','tidak tahu','3 jutaan','sepi','untung 1 juta', '2 triliun','oktober 2,5 jt']) console.log(s, JSON.stringify(readRupiah(s)));
for (const s of ['lapor 2,5 jt','lapor September 3 juta','lapor','lapor warung 500rb','lapor otak-otak 2 jt','lapor bandeng 750','lapor 0','lapor libur','lapor kemarin 2jt','lapor september','mau lapor','cara lapor','penjualan','lapor 150rb per hari','lapor desember 2 jt','lapor november 1 jt','lapor untung 1 jt','omzet oktober 2jt','lapor tidak jualan', 'lapor september agustus 2 jt','lapor 2 sampai 3 juta']) console.log(s, JSON.stringify(readReportLine(s,t)));

/** Days and times in every style that licenses are known to write. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLicenseDay, parseLicenseTime } from '../../src/license/index.ts'
import { packedTime } from '../../src/license/dates.ts'

describe('parseLicenseDay', () => {
  it.each([
    '20260302', '2026-03-02', '2026-3-2', '2026/03/02', '2026.3.2', '2026年03月02日', '2026年3月2日', ' 2026 年 3 月 2 日 ', '２０２６年３月２日',
    '二〇二六年三月二日', '二零二六年三月二日', '二○二六年三月二日', '20260302235959', '2026-03-02 10:00:00', '2026-03-02T23:59:59+08:00', '2026-03-01T16:00:00Z',
    String(Date.parse('2026-03-01T16:00:00Z')), String(Date.parse('2026-03-02T15:59:59.999Z')),
  ])('reads %j as 2026-03-02', (text) => {
    expect(parseLicenseDay(text)).toEqual({ day: '2026-03-02' })
  })
  it.each([['二〇二六年十月十日', '2026-10-10'], ['二〇二六年十二月三十一日', '2026-12-31'], ['一九四九年十月一日', '1949-10-01'], ['二〇二六年二月二十日', '2026-02-20']])('reads %s', (text, day) => {
    expect(parseLicenseDay(text)).toEqual({ day })
  })
  it.each(['', '长期', '长期有效', '永久', '9999-12-31', '99991231', '9999年12月31日', '长　期', '无固定期限', '9999-12-31T23:59:59Z', '9999-12-31 23:59:59', String(Date.parse('9999-12-30T16:00:00Z')), String(Date.parse('9999-12-31T23:59:59Z'))])('reads %j as without end', (text) => {
    expect(parseLicenseDay(text)).toEqual({ longTerm: true })
  })
  it.each([
    '2026', '2026-02-30', '20261301', '2026-13-01', '26-03-02', '03/02/2026', '2026年三月二日', '二〇二六年十十月二日', '二〇二六年三月四十日', '1772409600', '2026-03-02至2031-03-01', '0994-08-23', 'forever',
    '2026-03-02 25:00:00', '2026-03-02 24:00:00', '253402185600', '无', '/',
  ])('does not guess what %j is', (text) => {
    expect(parseLicenseDay(text)).toBeUndefined()
  })
  it('reads the same day however it is written', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1000-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      const [year, month, number] = day.split('-').map(Number)
      for (const text of [day, day.replaceAll('-', ''), `${year}年${month}月${number}日`, `${year}/${month}/${number}`, `${day} 00:00:00`]) {
        expect(parseLicenseDay(text)).toEqual({ day })
      }
    }))
  })
})

describe('parseLicenseTime', () => {
  it.each([
    ['20260302103000', '2026-03-02T10:30:00+08:00'], ['20260302103000123', '2026-03-02T10:30:00+08:00'], ['2026-03-02 10:30:00', '2026-03-02T10:30:00+08:00'],
    ['2026-3-2 9:05', '2026-03-02T09:05:00+08:00'], ['2026年3月2日 10:30:00', '2026-03-02T10:30:00+08:00'], ['2026-03-02T10:30:00Z', '2026-03-02T18:30:00+08:00'],
    ['2026-03-02T10:30:00.5+0900', '2026-03-02T09:30:00+08:00'], ['1772418600000', '2026-03-02T10:30:00+08:00'],
  ])('reads %s', (text, time) => {
    expect(parseLicenseTime(text)).toBe(time)
  })
  it.each(['', '20260302', '20260230103000', '20260302246000', '2026-03-02 10:30:61', 'now', '2026-03-02T10:30:00+99:00'])('does not read %j', (text) => {
    expect(parseLicenseTime(text)).toBeUndefined()
  })
  it('reads back what the write side packs', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1000-01-02'), max: new Date('9998-12-30'), noInvalidDate: true }), (date) => {
      expect(Date.parse(parseLicenseTime(packedTime(date)) ?? '')).toBe(Math.floor(date.getTime() / 1000) * 1000)
    }))
  })
})

it('never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[0-9年月日〇一十:T +-]{0,25}$/)), (text) => {
    for (const read of [parseLicenseDay, parseLicenseTime]) expect(() => read(text)).not.toThrow()
  }))
})

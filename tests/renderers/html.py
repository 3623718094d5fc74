"""A sample report as a page: as one writes it by hand, as a portal shows it, as Word exports it, and carelessly.

Every renderer is `SampleReport -> bytes`; an equal report gives equal bytes.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from html import escape

from disclint.testing import GridCell, Heading, PhysicalGrid, SampleReport

Renderer = Callable[[SampleReport], bytes]


def _spans(cell: GridCell, quote: str = '"') -> str:
    return "".join(
        f" {name}={quote}{span}{quote}"
        for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if span > 1
    )


def _text(text: str, line_break: str = "<br>") -> str:
    return escape(text, quote=False).replace("\n", line_break)


def _clean_table(grid: PhysicalGrid) -> str:
    rows = (
        "  <tr>\n" + "".join(f"    <td{_spans(cell)}>{_text(cell.text)}</td>\n" for cell in row) + "  </tr>\n"
        for row in grid.rows()
    )
    return '<table border="1">\n' + "".join(rows) + "</table>\n"


def _piece(piece: object, table: Callable[[PhysicalGrid], str], paragraph: str = "<p>{}</p>\n") -> str:
    if isinstance(piece, PhysicalGrid):
        return table(piece)
    if isinstance(piece, Heading):
        return f"<h{piece.level}>{_text(piece.text)}</h{piece.level}>\n"
    return paragraph.format(_text(str(getattr(piece, "text", ""))))


def clean(report: SampleReport) -> bytes:
    """A page as the standard would have it."""
    body = "".join(_piece(piece, _clean_table) for piece in report.blocks())
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{report.organ}</title>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    ).encode()


def _sloppy_cell(cell: GridCell) -> str:
    if not cell.text:
        return f"<td{_spans(cell, '')}>&nbsp"
    return f"<TD{_spans(cell, '')} width=10% nowrap><font size=2><b>{_text(cell.text, '<BR/>')}</font></b>"


def sloppy(report: SampleReport) -> bytes:
    """No head, no quotes, no end tags, a form between table and rows, paragraphs parted by br, GBK without a word."""

    def table(grid: PhysicalGrid) -> str:
        rows = "".join("<tr>" + "".join(map(_sloppy_cell, row)) for row in grid.rows())
        return f"<table border=1 width='100%'><form action=/x>{rows}</table>\r\n"

    body = ""
    for piece in report.blocks():
        text = _piece(piece, table, "\u3000\u3000{}<br>")
        body += re.sub(r"</?h\d>\n?", "<br>", text)
    return f"<html><body bgcolor=white>{body}".encode("gb18030")


def _cms_cell(cell: GridCell) -> str:
    content = f'<p style="text-align: center;"><span>{_text(cell.text)}</span></p>' if cell.text else "&nbsp;"
    return f'<td valign="middle"{_spans(cell)} style="border: 1px solid;">{content}</td>'


def _cms_table(grid: PhysicalGrid) -> str:
    rows = "".join(f'<tr class="firstRow">{"".join(map(_cms_cell, row))}</tr>' for row in grid.rows())
    return f'<div class="tbl"><table cellspacing="0"><tbody>{rows}</tbody></table></div>'


_CMS = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>政府信息公开年报_清河县人民政府</title>
<style>.a{{color:red}} /* <table> */</style>
<script>document.write("<table><tr><td>1</td></tr></table>"); if (a < b && c > d) {{}}</script>
</head><body>
<div id="top"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li>互动交流</li></ul>
<form><select><option>全站</option><option>本站</option></select><input value="请输入关键字"><button>搜索</button></form></div>
<noscript><p>请开启脚本</p></noscript>
<table width="1000" align="center"><tr><td width="200" valign="top">
  <table><tr><td>政府信息公开指南</td><td>&gt;</td></tr><tr><td>政府信息公开年报</td><td>&gt;</td></tr></table>
</td><td>
  <table width="100%"><tr><td>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府信息公开年报</td></tr>
  <tr><td>
  <table class="meta"><tr><td>索引号：</td><td>qh-000-0001</td><td>发布机构：</td><td>政府办公室</td></tr>
  <tr><td>发文日期：</td><td>2024-01-15</td><td>主题分类：</td><td>政务公开</td></tr></table>
  <h1>{title}</h1>
  <div class="info">来源：本站 浏览次数：<span id="hits">138</span> 次 字体：[ 大 中 小 ]</div>
  <div style="display:none">{title}<p>一、总体情况<p>分享摘要</div>
  <div class="share" hidden><a href="#">微信</a><a href="#">微博</a></div>
  <div id="zoom" class="TRS_Editor"><!-- 正文开始 <table> -->{body}</div>
  <div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
  <p>附件：<a href="./P020240115.docx">{title}.docx</a></p>
  </td></tr></table>
</td></tr></table>
<div class="foot"><p>打印 关闭</p><p>上一篇：政府信息公开指南</p>
<p>主办：清河县人民政府 承办：清河县人民政府办公室</p><p>冀ICP备00000000号 网站标识码：0000000000</p></div>
</body></html>
"""


def cms(report: SampleReport) -> bytes:
    """A portal: nested layout tables, menu, breadcrumbs, metadata, share buttons, attachment, footer; GB 2312."""
    title, *pieces = report.blocks()
    body = "".join(_piece(piece, _cms_table, "<p>\u3000\u3000{}</p>") for piece in pieces)
    return _CMS.format(title=getattr(title, "text", ""), body=body).encode("gb18030")


_MSO_STYLE = "border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"


def _wrapped(text: str) -> str:
    """Chinese text broken into lines of the source, as Word does it: in the middle of a word."""
    pieces = [text[i : i + 30] for i in range(0, len(text), 30)]
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        between = joined[-1] > "\u2e80" and piece[0] > "\u2e80" and not {joined[-1], piece[0]} & set("“”")
        joined += ("\r\n" if between else "") + piece
    return joined


def _word_runs(text: str) -> str:
    """A text in runs, digits in one of their own, as Word marks scripts."""
    runs = re.split(r"(\d+)", text)
    return "".join(
        f"<span lang=EN-US style='font-family:\"Times New Roman\"'>{run}</span>"
        if run.isdigit()
        else f"<span style='font-family:宋体'>{escape(_wrapped(run), quote=False)}</span>"
        for run in runs
        if run
    )


def _word_cell(cell: GridCell) -> str:
    lines = cell.text.split("\n") if cell.text else [""]
    content = "".join(
        f"\r\n  <p class=MsoNormal align=center style='text-align:center'>{_word_runs(line)}"
        "<span\r\n  lang=EN-US><o:p></o:p></span></p>"
        for line in lines
    )
    return f"\r\n  <td width=57{_spans(cell, '')} style='width:43.0pt;{_MSO_STYLE}'>{content}\r\n  </td>"


def _word_table(grid: PhysicalGrid) -> str:
    rows = "".join(
        f"\r\n <tr style='mso-yfti-irow:{number};height:20.0pt'>{''.join(map(_word_cell, row))}\r\n </tr>"
        for number, row in enumerate(grid.rows())
    )
    widths = "".join("\r\n  <td width=57 style='border:none'></td>" for _ in range(grid.width))
    return (
        f"<div align=center>\r\n<table class=MsoTableGrid border=1 style='border-collapse:collapse;border:none'>{rows}"
        f"\r\n <![if !supportMisalignedColumns]>\r\n <tr height=0>{widths}\r\n </tr>\r\n <![endif]>\r\n</table>\r\n</div>\r\n"
    )


def word(report: SampleReport) -> bytes:
    """What Word saves as a page: mso- styles, conditional comments, islands of XML, text broken anywhere."""
    body = ""
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            body += _word_table(piece)
        else:
            level = piece.level if isinstance(piece, Heading) else 0
            tag = f"h{level}" if level else "p class=MsoNormal"
            body += f"<{tag} style='text-indent:32.0pt;mso-char-indent-count:2.0'>{_word_runs(piece.text)}</{tag.split()[0]}>\r\n"
            body += "<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>\r\n"
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">\r\n<head>\r\n'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312">\r\n<meta name=Generator content="Microsoft Word 15">\r\n'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\r\n"
        '<style><!--\r\n p.MsoNormal {mso-style-parent:""; margin:0cm}\r\n--></style>\r\n'
        "<!--[if gte mso 10]><style>table.MsoNormalTable{}</style><![endif]-->\r\n</head>\r\n"
        "<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1 style='layout-grid:15.6pt'>\r\n"
        f"{body}</div>\r\n"
        "<p style='display:none;mso-hide:all'>三、收到和处理政府信息公开申请情况</p>\r\n</body>\r\n</html>\r\n"
    ).encode("gb18030")


def archive(report: SampleReport) -> bytes:
    """The page of `word` in a web archive, which Word and WPS also name .doc."""
    page = quopri.encodestring(word(report))
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="----=_NextPart_01DA"\r\n\r\n'
        b"A web archive.\r\n\r\n------=_NextPart_01DA\r\nContent-Location: file:///C:/A1.htm\r\n"
        b'Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n'
        + page
        + b"\r\n------=_NextPart_01DA\r\nContent-Location: file:///C:/A1.files/image001.png\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n\r\n------=_NextPart_01DA--\r\n"
    )


PAGES: dict[str, Renderer] = {"clean": clean, "sloppy": sloppy, "cms": cms, "word": word}

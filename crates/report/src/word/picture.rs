//! A chart as a picture: pixels for every program, and the drawing itself for those that know it.

use kvalitet_charts::fonts::FAMILY;

use super::xml::escaped;
use crate::document::Chart;
use crate::stamps;

/// The largest a picture becomes, in EMU: 170 mm across, and 205 mm down, which leaves room on its page for
/// the heading and what leads up to it.
const WIDEST: u64 = 6_120_000;
const HIGHEST: u64 = 7_380_000;

/// A chart with its number in the document and its pixels.
#[derive(Debug)]
pub(super) struct Picture<'d> {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) chart: &'d Chart,
    pub(super) png: &'d [u8],
}

impl Picture<'_> {
    /// The run that shows it. `description` is what is read aloud to who cannot see it.
    pub(super) fn xml(&self, description: &str) -> String {
        let (number, (width, height)) = (self.number, self.extent());
        let description = escaped(description);
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"Diagram {number}\" descr=\"{description}\"/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/>\
             </wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"{PICTURE}\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Diagram {number}\" \
             descr=\"{description}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rIdPng{number}\"><a:extLst><a:ext uri=\"{DRAWING}\">\
             <asvg:svgBlip r:embed=\"rIdSvg{number}\"/></a:ext></a:extLst></a:blip>\
             <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    }

    /// Width and height, in EMU: across the page unless it would be higher than one.
    fn extent(&self) -> (u64, u64) {
        let side = |from: usize| {
            let bytes = self.png.get(from..).and_then(|rest| rest.first_chunk::<4>());
            bytes.map_or(1, |bytes| u64::from(u32::from_be_bytes(*bytes)).max(1))
        };
        // Where every PNG has them: in the head of its first piece.
        let (across, down) = (side(16), side(20));
        let height = WIDEST * down / across;
        if height <= HIGHEST { (WIDEST, height) } else { (HIGHEST * across / down, HIGHEST) }
    }

    /// The drawing with its stamp, in letters that readers' machines have: a document brings no fonts.
    pub(super) fn svg(&self, stamp: Option<&str>) -> String {
        let ours = format!("font-family=\"{FAMILY}, sans-serif\"");
        let svg = self.chart.wide.replacen(&ours, "font-family=\"Calibri, Arial, sans-serif\"", 1);
        stamps::drawing(&svg, stamp)
    }
}

const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// What an extension is called that holds a drawing.
const DRAWING: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

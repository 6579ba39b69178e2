//! Program files made by hand, with no more in them than what is read: for tests. It knows nothing of gv's.

/// The text about modules of a program, as Go's linker frames it.
pub fn framed(text: &str) -> Vec<u8> {
    [&[0x30; 16][..], text.as_bytes(), &[0x31; 16][..]].concat()
}

/// Build information with both strings behind the header: from Go 1.18 on.
pub fn inline(go: &str, modules: &str) -> Vec<u8> {
    let mut blob = b"\xff Go buildinf:\x00\x02".to_vec();
    blob.resize(32, 0);
    for text in [go.as_bytes(), &framed(modules)] {
        let mut length = text.len();
        while length >= 0x80 {
            blob.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
            length >>= 7;
        }
        blob.push(u8::try_from(length).unwrap());
        blob.extend(text);
    }
    blob
}

/// Build information with pointers to strings, for a place in memory: up to Go 1.17.
pub fn by_pointers(go: &str, modules: &str, at: u64, size: usize, is_big: bool) -> Vec<u8> {
    let number = |value: u64| {
        if is_big { value.to_be_bytes()[8 - size..].to_vec() } else { value.to_le_bytes()[..size].to_vec() }
    };
    let texts = [go.as_bytes().to_vec(), framed(modules)];
    let heads = at + 32;
    let contents = heads + 4 * size as u64;
    let mut blob = b"\xff Go buildinf:".to_vec();
    blob.extend([u8::try_from(size).unwrap(), u8::from(is_big)]);
    blob.extend([number(heads), number(heads + 2 * size as u64)].concat());
    blob.resize(32, 0);
    let mut place = contents;
    for text in &texts {
        blob.extend([number(place), number(text.len() as u64)].concat());
        place += text.len() as u64;
    }
    blob.extend(texts.concat());
    blob
}

/// Where the data of the programs below lies in memory.
pub const AT: u64 = 0x40_0000;
const PLACE: usize = 0x400;

/// A writer of numbers in one byte order.
struct Writer {
    bytes: Vec<u8>,
    is_big: bool,
}

impl Writer {
    fn number(&mut self, value: u64, size: usize) -> &mut Self {
        let bytes = if self.is_big {
            value.to_be_bytes()[8 - size..].to_vec()
        } else {
            value.to_le_bytes()[..size].to_vec()
        };
        self.bytes.extend(bytes);
        self
    }

    fn numbers(&mut self, values: &[(u64, usize)]) -> &mut Self {
        for (value, size) in values {
            self.number(*value, *size);
        }
        self
    }

    fn raw(&mut self, bytes: &[u8], size: usize) -> &mut Self {
        let end = self.bytes.len() + size;
        self.bytes.extend(bytes);
        self.bytes.resize(end, 0);
        self
    }

    fn with(mut self, data: &[u8]) -> Vec<u8> {
        self.bytes.resize(PLACE, 0);
        self.bytes.extend(data);
        self.bytes
    }
}

/// An ELF program with one writable segment, of 4 or 8 bytes an address.
pub fn elf(data: &[u8], size: usize, is_big: bool) -> Vec<u8> {
    let mut out = Writer { bytes: Vec::new(), is_big };
    let class = if size == 8 { 2 } else { 1 };
    out.raw(&[0x7f, b'E', b'L', b'F', class, if is_big { 2 } else { 1 }, 1], 16);
    let head = if size == 8 { 64 } else { 52 };
    let program = if size == 8 { 56 } else { 32 };
    out.numbers(&[(2, 2), (62, 2), (1, 4), (AT, size), (head, size), (0, size), (0, 4), (head, 2)]);
    out.numbers(&[(program, 2), (1, 2), (0, 2), (0, 2), (0, 2)]);
    let length = data.len() as u64;
    let place = PLACE as u64;
    if size == 8 {
        out.numbers(&[(1, 4), (6, 4), (place, 8), (AT, 8), (AT, 8), (length, 8), (length, 8), (0x1000, 8)]);
    } else {
        out.numbers(&[(1, 4), (place, 4), (AT, 4), (AT, 4), (length, 4), (length, 4), (6, 4), (0x1000, 4)]);
    }
    out.with(data)
}

/// A program of 64-bit Windows, its image at [`AT`], its data at the beginning of that.
pub fn pe(data: &[u8]) -> Vec<u8> {
    let mut out = Writer { bytes: Vec::new(), is_big: false };
    out.raw(b"MZ", 60).number(64, 4).raw(b"PE\0\0", 4);
    out.numbers(&[(0x8664, 2), (1, 2), (0, 4), (0, 4), (0, 4), (112, 2), (0x22, 2)]);
    // The optional header: its kind, then the base of the image at its place.
    out.numbers(&[(0x20b, 2)]).raw(&[], 22).number(AT - 0x1000, 8).raw(&[], 80);
    let length = data.len() as u64;
    out.raw(b".data", 8).numbers(&[(length, 4), (0x1000, 4), (length, 4), (PLACE as u64, 4)]);
    out.raw(&[], 12).number(0xc000_0040, 4);
    out.with(data)
}

/// A program of macOS with a section of Go's in its data.
pub fn macho(data: &[u8]) -> Vec<u8> {
    let mut out = Writer { bytes: Vec::new(), is_big: false };
    let (length, place) = (data.len() as u64, PLACE as u64);
    out.numbers(&[(0xfeed_facf, 4), (0x0100_0007, 4), (3, 4), (2, 4), (1, 4), (152, 4), (0, 4), (0, 4)]);
    out.numbers(&[(0x19, 4), (152, 4)]).raw(b"__DATA", 16);
    out.numbers(&[(AT, 8), (length, 8), (place, 8), (length, 8), (3, 4), (3, 4), (1, 4), (0, 4)]);
    out.raw(b"__go_buildinfo", 16).raw(b"__DATA", 16).numbers(&[(AT, 8), (length, 8), (place, 4)]);
    out.raw(&[], 28);
    out.with(data)
}

/// The same in a file for several processors.
pub fn fat_macho(data: &[u8]) -> Vec<u8> {
    let inner = macho(data);
    let mut out = Writer { bytes: Vec::new(), is_big: true };
    out.numbers(&[
        (0xcafe_babe, 4),
        (1, 4),
        (0x0100_0007, 4),
        (3, 4),
        (PLACE as u64, 4),
        (inner.len() as u64, 4),
        (12, 4),
    ]);
    out.with(&inner)
}

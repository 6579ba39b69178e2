//! Where a program file has its memory, and where in that Go's linker has put the build information: the rules of
//! `debug/buildinfo`. Only the tables at the head of the file are read, and never more of them than a limit.

use object::read::elf::{FileHeader, ProgramHeader, SectionHeader};
use object::read::macho::{FatArch, MachHeader, MachOFatFile32, MachOFatFile64, Section, Segment as _};
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader};
use object::{Endianness, FileKind, LittleEndian, ReadCache, ReadRef, elf, macho, pe};
use std::cell::Cell;
use std::fs::File;

/// The memory of a program, as far as the file has it.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub segments: Vec<Segment>,
    /// The address and the length of what holds the build information.
    pub data: (u64, u64),
}

/// A piece of memory, and where the file has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub address: u64,
    /// Its length in the file.
    pub length: u64,
    pub offset: u64,
}

/// A file of which no more than so many bytes are read for its tables.
pub(super) struct Limited {
    cache: ReadCache<File>,
    left: Cell<u64>,
}

const LIMIT: u64 = 16 << 20;
/// The protection of memory that is read and written.
const READ_WRITE: macho::VmProt = macho::VmProt(3);

impl Limited {
    pub fn new(file: File) -> Self {
        Self { cache: ReadCache::new(file), left: Cell::new(LIMIT) }
    }

    fn take(&self, size: u64) -> Result<(), ()> {
        self.left.set(self.left.get().checked_sub(size).ok_or(())?);
        Ok(())
    }
}

impl<'a> ReadRef<'a> for &'a Limited {
    fn len(self) -> Result<u64, ()> {
        self.cache.len()
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'a [u8], ()> {
        self.take(size)?;
        self.cache.read_bytes_at(offset, size)
    }

    fn read_bytes_at_until(self, range: std::ops::Range<u64>, delimiter: u8) -> Result<&'a [u8], ()> {
        self.take(256)?;
        self.cache.read_bytes_at_until(range, delimiter)
    }
}

/// The layout of a program; `None` where it is not a program of Go's, or of a kind that is not known here.
pub(super) fn read(file: &Limited) -> Option<Layout> {
    of_kind(FileKind::parse(file).ok()?, file, 0)
}

fn of_kind(kind: FileKind, file: &Limited, offset: u64) -> Option<Layout> {
    match kind {
        FileKind::Elf32 => of_elf::<elf::FileHeader32<Endianness>>(file),
        FileKind::Elf64 => of_elf::<elf::FileHeader64<Endianness>>(file),
        FileKind::Pe32 => of_pe::<pe::ImageNtHeaders32>(file),
        FileKind::Pe64 => of_pe::<pe::ImageNtHeaders64>(file),
        FileKind::MachO32 => of_macho::<macho::MachHeader32<Endianness>>(file, offset),
        FileKind::MachO64 => of_macho::<macho::MachHeader64<Endianness>>(file, offset),
        // The first of several programs in one file.
        FileKind::MachOFat32 if offset == 0 => inner(MachOFatFile32::parse(file).ok()?.arches(), file),
        FileKind::MachOFat64 if offset == 0 => inner(MachOFatFile64::parse(file).ok()?.arches(), file),
        _ => None,
    }
}

fn inner<Arch: FatArch>(arches: &[Arch], file: &Limited) -> Option<Layout> {
    let offset: u64 = arches.first()?.offset().into();
    of_kind(FileKind::parse_at(file, offset).ok()?, file, offset)
}

fn of_elf<Elf: FileHeader<Endian = Endianness>>(file: &Limited) -> Option<Layout> {
    let header = Elf::parse(file).ok()?;
    let endian = header.endian().ok()?;
    let mut layout = Layout::default();
    let mut writable = None;
    for segment in header.program_headers(endian, file).ok()? {
        if segment.p_type(endian) != elf::PT_LOAD {
            continue;
        }
        let address: u64 = segment.p_vaddr(endian).into();
        if segment.p_flags(endian) & (elf::PF_X | elf::PF_W) == elf::PF_W {
            writable = writable.or(Some((address, segment.p_memsz(endian).into())));
        }
        let (length, offset) = (segment.p_filesz(endian).into(), segment.p_offset(endian).into());
        layout.segments.push(Segment { address, length, offset });
    }
    let named = header.sections(endian, file).ok().and_then(|sections| {
        let mut all = sections.iter();
        let section = all
            .find(|section| sections.section_name(endian, *section).is_ok_and(|it| it == b".go.buildinfo"))?;
        Some((section.sh_addr(endian).into(), section.sh_size(endian).into()))
    });
    layout.data = named.or(writable)?;
    Some(layout)
}

fn of_pe<Pe: ImageNtHeaders>(file: &Limited) -> Option<Layout> {
    const DATA: u32 =
        pe::IMAGE_SCN_CNT_INITIALIZED_DATA.0 | pe::IMAGE_SCN_MEM_READ.0 | pe::IMAGE_SCN_MEM_WRITE.0;
    let dos = pe::ImageDosHeader::parse(file).ok()?;
    let mut offset = dos.nt_headers_offset().into();
    let (headers, _) = Pe::parse(file, &mut offset).ok()?;
    let base = headers.optional_header().image_base();
    let mut layout = Layout::default();
    let mut data = None;
    for section in headers.sections(file, offset).ok()?.iter() {
        let number = |value: object::U32<LittleEndian>| value.get(LittleEndian);
        let address = base.checked_add(number(section.virtual_address).into())?;
        let length = number(section.size_of_raw_data).into();
        let kind = section.characteristics.get(LittleEndian).0 & !pe::IMAGE_SCN_ALIGN_32BYTES.0;
        if kind == DATA && number(section.virtual_address) != 0 && length != 0 {
            data = data.or(Some((address, number(section.virtual_size).into())));
        }
        layout.segments.push(Segment { address, length, offset: number(section.pointer_to_raw_data).into() });
    }
    layout.data = data?;
    Some(layout)
}

fn of_macho<Mach: MachHeader<Endian = Endianness>>(file: &Limited, base: u64) -> Option<Layout> {
    let header = Mach::parse(file, base).ok()?;
    let endian = header.endian().ok()?;
    let mut layout = Layout::default();
    let (mut named, mut writable) = (None, None);
    let mut commands = header.load_commands(endian, file, base).ok()?;
    while let Ok(Some(command)) = commands.next() {
        let Ok(Some((segment, rest))) = Mach::Segment::from_command(command) else { continue };
        if segment.name() == b"__PAGEZERO" {
            continue;
        }
        let (address, length): (u64, u64) = (segment.vmaddr(endian).into(), segment.filesize(endian).into());
        for section in segment.sections(endian, rest).ok()? {
            if section.name() == b"__go_buildinfo" {
                named = named.or(Some((section.addr(endian).into(), section.size(endian).into())));
            }
        }
        let protection = (segment.initprot(endian), segment.maxprot(endian));
        if address != 0 && length != 0 && protection == (READ_WRITE, READ_WRITE) {
            writable = writable.or(Some((address, segment.vmsize(endian).into())));
        }
        let offset = base.checked_add(segment.fileoff(endian).into())?;
        layout.segments.push(Segment { address, length, offset });
    }
    layout.data = named.or(writable)?;
    Some(layout)
}

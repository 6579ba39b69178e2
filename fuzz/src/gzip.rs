//! Bytes wrapped into gzip, quickly: stored, or deflated by whoever gives them.

use flate2::{Crc, Decompress, FlushDecompress, Status};

const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const LONGEST_STORED: usize = 0xffff;

/// A stream of stored blocks.
pub fn stored(plain: &[u8]) -> Vec<u8> {
    let mut stream = HEAD.to_vec();
    for block in plain.chunks(LONGEST_STORED) {
        let length = u16::try_from(block.len()).unwrap();
        stream.push(0);
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    // An empty last block: fixed codes, the end and nothing else.
    stream.extend([3, 0]);
    end(&mut stream, plain);
    stream
}

/// A member whose deflate stream is given, with the checksum that fits if it is whole.
pub fn around(deflated: &[u8]) -> Vec<u8> {
    let mut inflate = Decompress::new(false);
    let mut plain = vec![0; 1 << 20];
    let status = inflate.decompress(deflated, &mut plain, FlushDecompress::Finish);
    plain.truncate(usize::try_from(inflate.total_out()).unwrap());
    let used = match status {
        Ok(Status::StreamEnd) => usize::try_from(inflate.total_in()).unwrap(),
        _ => deflated.len(),
    };
    let mut stream = [&HEAD[..], &deflated[..used]].concat();
    end(&mut stream, &plain);
    stream.extend(&deflated[used..]);
    stream
}

fn end(stream: &mut Vec<u8>, plain: &[u8]) {
    let mut crc = Crc::new();
    crc.update(plain);
    stream.extend(crc.sum().to_le_bytes());
    stream.extend(crc.amount().to_le_bytes());
}

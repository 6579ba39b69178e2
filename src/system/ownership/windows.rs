//! What Windows says of owners and rights, and where it keeps the data of all users.

use super::access::{Access, Entry, Ruling};
use std::os::windows::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use windows_sys::Win32::Foundation::{ERROR_SUCCESS, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, GetNamedSecurityInfoW, SE_FILE_OBJECT,
};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACL, DACL_SECURITY_INFORMATION, GetAce, INHERIT_ONLY_ACE, OWNER_SECURITY_INFORMATION,
    PSECURITY_DESCRIPTOR, PSID,
};

/// `ACCESS_ALLOWED_ACE_TYPE`, `ACCESS_DENIED_ACE_TYPE`.
const ALLOWED: u8 = 0;
const DENIED: u8 = 1;

/// Who owns a file or folder and who may change it; `None` where the system does not say.
#[expect(unsafe_code, reason = "a descriptor of the system's, which lives until it is released")]
pub fn access(path: &Path) -> Option<Access> {
    let name: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let (mut owner, mut list) = (ptr::null_mut(), ptr::null_mut());
    let mut descriptor: PSECURITY_DESCRIPTOR = ptr::null_mut();
    let wanted = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
    // SAFETY: the name ends in NUL, all results are writable, and what they point to lives as long as the descriptor.
    unsafe {
        let result = GetNamedSecurityInfoW(
            name.as_ptr(),
            SE_FILE_OBJECT,
            wanted,
            &raw mut owner,
            ptr::null_mut(),
            &raw mut list,
            ptr::null_mut(),
            &raw mut descriptor,
        );
        if result != ERROR_SUCCESS {
            return None;
        }
        let access = text(owner).map(|owner| Access { owner, entries: entries(list) });
        LocalFree(descriptor);
        access
    }
}

/// The entries of a list; `None` where there is none.
///
/// # Safety
/// The list is null or a valid one.
#[expect(unsafe_code, reason = "entries lie behind each other in the system's list")]
unsafe fn entries(list: *const ACL) -> Option<Vec<Entry>> {
    if list.is_null() {
        return None;
    }
    // SAFETY: the list is valid, and the system gives only entries that are in it.
    unsafe {
        let count = u32::from((*list).AceCount);
        let entry = |at| {
            let mut found = ptr::null_mut();
            let unknown = Entry { ruling: Ruling::Unknown, rights: 0, who: String::new() };
            if GetAce(list, at, &raw mut found) == 0 {
                return unknown;
            }
            let found: *const ACCESS_ALLOWED_ACE = found.cast();
            let header = (*found).Header;
            let ruling = match header.AceType {
                kind if kind == DENIED || u32::from(header.AceFlags) & INHERIT_ONLY_ACE != 0 => {
                    Ruling::Nothing
                }
                ALLOWED => Ruling::Grants,
                _ => return unknown,
            };
            let who = text((&raw const (*found).SidStart).cast_mut().cast());
            who.map_or(unknown, |who| Entry { ruling, rights: (*found).Mask, who })
        };
        Some((0..count).map(entry).collect())
    }
}

/// An identifier as text.
///
/// # Safety
/// It is a valid one.
#[expect(unsafe_code, reason = "a text of the system's has to be released")]
unsafe fn text(who: PSID) -> Option<String> {
    let mut text = ptr::null_mut();
    // SAFETY: the identifier is valid and the result writable; the text is valid until it is released.
    unsafe {
        if ConvertSidToStringSidW(who, &raw mut text) == 0 {
            return None;
        }
        let copied = String::from_utf16_lossy(until_nul(text));
        LocalFree(text.cast());
        Some(copied)
    }
}

/// A text of the system's up to its end.
///
/// # Safety
/// It ends in NUL, and is not released while the result is in use.
#[expect(unsafe_code, reason = "the length of a text that ends in NUL")]
unsafe fn until_nul<'a>(text: *const u16) -> &'a [u16] {
    // SAFETY: every unit before the NUL belongs to the text.
    unsafe {
        let mut length = 0;
        while *text.add(length) != 0 {
            length += 1;
        }
        std::slice::from_raw_parts(text, length)
    }
}

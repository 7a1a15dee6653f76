"""Most built-in containers can be made from another one; an object of one's own gets itself as the argument of its initializer, which a copy does not even call."""


def shallow_copy(x):
    return type(x)(x)
